/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the shim has not seen, it does not accuse; and where tables are full.
 */
#include "test.h"

static struct task_struct task;

static void again(bool from_start)
{
	kmapcheck_enable(false, false);
	user_task_end();
	user_task_begin(&task);
	kmapcheck_enable(true, from_start);
	free(user_printed());
	claims(KMAPCHECK_ORDER);
}

static void test_off(void)
{
	map(1);
	unmap(2);
	__kmapcheck_return();
	check(!all_claims() && !kmapcheck_owners[0], "off: nothing is done");
}

/* The task is older than the checks until it has returned to user space. */
static void test_before(void)
{
	again(false);
	unmap(1);
	check(claims(KMAPCHECK_NEVER) == 0, "mapped before: no report");
	check(counted(KMAPCHECK_COUNT_UNSEEN) == 1, "but counted");
	check(was_printed("mapped before the checks were on"), "and told");
	unmap(1);
	check(!was_printed("mapped"), "told once");
	map(2);
	map2(3);
	unmap(2);
	check(claims(KMAPCHECK_ORDER) == 1, "what it was seen to map counts");
	unmap(3);
	__kmapcheck_return();
	unmap(1);
	check(claims(KMAPCHECK_NEVER) == 1, "after a return it is believed");
}

static void test_atomic_settles(void)
{
	again(false);
	__kmapcheck_unmap(user_address(1), &test_unatomic);
	check(claims(KMAPCHECK_NEVER) == 1,
	      "atomic regions from before are over soon");
	user_rt = true;
	__kmapcheck_unmap(user_address(1), &test_unatomic);
	user_rt = false;
	check(claims(KMAPCHECK_NEVER) == 0, "with PREEMPT_RT they are not");
	user_level = 2;
	unmap(1);
	user_level = 0;
	check(claims(KMAPCHECK_NEVER) == 1, "interrupts are");
}

/* The same, with a mapping that the re-enabled checks must not know. */
static void test_again(void)
{
	again(true);
	map(1);
	again(true);
	__kmapcheck_return();
	check(claims(KMAPCHECK_RETURN) == 0, "switched on again: all forgotten");
}

static void test_partial(void)
{
	again(true);
	kmapcheck_trust_module("foo", true);
	check(was_printed("module foo is not instrumented"),
	      "a module without calls is told");
	unmap(1);
	check(claims(KMAPCHECK_NEVER) == 0, "it may have mapped this");
	map(1);
	__kmapcheck_return();
	check(claims(KMAPCHECK_RETURN) == 0, "and released that");
	map(1);
	__kmapcheck_unmap(user_address(1), &test_unatomic);
	check(claims(KMAPCHECK_FAMILY) == 0, "and mapped it otherwise");
	map(1);
	map2(2);
	unmap(1);
	check(claims(KMAPCHECK_ORDER) == 0, "wrong order is told late");
	unmap(2);
	check(claims(KMAPCHECK_ORDER) == 1, "when both releases were seen");
	kmapcheck_trust_module("foo", false);
	unmap(1);
	check(claims(KMAPCHECK_NEVER) == 0, "what it left behind stays");
	again(true);
	unmap(1);
	check(claims(KMAPCHECK_NEVER) == 1, "until the checks begin anew");
}

/* More tasks than slots, in one bucket: those of the same hash. */
static void test_pool(void)
{
	static struct task_struct tasks[4000];
	struct task_struct *used[KMAPCHECK_WAYS + 1];
	unsigned int i, n = 0;

	again(true);
	for (i = 0; i < 4000 && n <= KMAPCHECK_WAYS; i++) {
		if (kmapcheck_bucket(&tasks[i]))
			continue;
		used[n++] = user_current = &tasks[i];
		tasks[i].pid = 1000 + i;
		map(n);
	}
	check(n == KMAPCHECK_WAYS + 1 && counted(KMAPCHECK_COUNT_POOL) == 1,
	      "a full pool is counted");
	for (i = 0; i < n; i++) {
		user_current = used[i];
		unmap(i + 1);
	}
	check(claims(KMAPCHECK_NEVER) == 0, "and what it lost is no mistake");
	unmap(n);
	check(claims(KMAPCHECK_NEVER) == 1, "nor is it one for ever");
	user_current = &task;
}

static void test_stack(void)
{
	unsigned int i;

	again(true);
	for (i = 0; i < KMAPCHECK_DEPTH + 5; i++)
		map(i);
	check(claims(KMAPCHECK_DEEP) == 1, "too deep is told once");
	check(counted(KMAPCHECK_COUNT_STACK) == 5, "a full stack is counted");
	while (i-- > 0)
		unmap(i);
	check(all_claims() == 0, "and releases in order are right");
	unmap(0);
	check(claims(KMAPCHECK_TWICE) == 1, "all were released");
}

/* A mapping of the same page, otherwise, that found no room. */
static void test_stack_family(void)
{
	unsigned int i;

	again(true);
	for (i = 0; i < KMAPCHECK_DEPTH; i++)
		map(i);
	__kmapcheck_map(user_address(3), &test_atomic);
	claims(KMAPCHECK_DEEP);
	__kmapcheck_unmap(user_address(3), &test_unatomic);
	check(all_claims() == 0, "what found no room is not taken for another");
	__kmapcheck_return();
	claims(KMAPCHECK_RETURN);
}

static void test_kmaps(void)
{
	static const struct kmapcheck_site in = {
		"a.c", "f", "kmap", 1, KMAPCHECK_KMAP, KMAPCHECK_MAPS, 1
	}, out = {
		"a.c", "f", "kunmap", 2, KMAPCHECK_KMAP, KMAPCHECK_RELEASES, 1
	};
	unsigned int i;

	again(true);
	for (i = 0; i < 2000; i++)
		__kmapcheck_map(user_address(i), &in);
	check(counted(KMAPCHECK_COUNT_KMAPS) >= 2000 - 512,
	      "a full table of kmap() is counted");
	for (i = 0; i < 2000; i++)
		__kmapcheck_unmap(&user_pages[i], &out);
	__kmapcheck_unmap(&user_pages[3000], &out);
	check(all_claims() == 0, "and then nothing of kmap() is accused");
}

/* A module goes with its sites: nothing points there any more. */
static void test_module_gone(void)
{
	struct kmapcheck_site *site = malloc(sizeof(*site));

	again(true);
	*site = test_map;
	__kmapcheck_map(user_address(1), site);
	map2(2);
	kmapcheck_shadow_forget((unsigned long)site, sizeof(*site));
	kmapcheck_kmap_forget((unsigned long)site, sizeof(*site));
	free(site);
	unmap(1);
	check(claims(KMAPCHECK_ORDER) == 1 &&
	      was_printed("mapped: (module that is gone):0"),
	      "sites of a module that is gone");
	unmap(2);
}

/* A task that ended without the hook, and one that has its address now. */
static void test_same_address(void)
{
	again(true);
	map(1);
	user_task_end();
	user_task_begin(&task);
	map2(2);
	unmap(2);
	__kmapcheck_return();
	check(all_claims() == 0, "mappings of a task before at this address");
	map(1);
	user_dying = true;
	__kmapcheck_exit();
	user_dying = false;
	check(all_claims() == 0, "a task that an oops ends could not release");
}

int main(void)
{
	user_task_begin(&task);
	test_off();
	test_before();
	test_atomic_settles();
	test_again();
	test_partial();
	test_pool();
	test_stack();
	test_stack_family();
	test_kmaps();
	test_module_gone();
	test_same_address();
	free(user_printed());
	return 0;
}
