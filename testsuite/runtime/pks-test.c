/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Protection keys, beside the self-test: who owns a key, what a guard is asked
 * to do and when, and reports of stray accesses.
 */
#include "test.h"

#include "sim.h"

#define PAGE (KEYED_PAGES + 1)

static struct task_struct task, other;
static unsigned int opened, closed, overflows;

static bool absent(void)
{
	return false;
}

static void open_key(int key)
{
	opened++;
	sim_guard.open(key);
}

static void close_key(int key)
{
	closed++;
	sim_guard.close(key);
}

static void overflow(void)
{
	overflows++;
}

static void test_register(void)
{
	struct kmapcheck_pks_ops ops = sim_pks;

	ops.present = absent;
	check(kmapcheck_pks_register(&ops) == -ENODEV, "no keys are told");
	check(!kmapcheck_pks->present(), "and there are none");
}

/* Each interrupt level has its own first and last mapping. */
static void test_guard(void)
{
	static struct kmapcheck_pks_ops ops;

	ops = sim_guard;
	ops.open = open_key;
	ops.close = close_key;
	ops.overflow = overflow;
	kmapcheck_pks_register(&ops);
	map(PAGE);
	map(PAGE);
	check(opened == 1, "a key is opened for its first mapping");
	user_level = 2;
	map(PAGE);
	check(opened == 2, "and for the first of an interrupt");
	unmap(PAGE);
	check(closed == 1, "closed for the last of the interrupt");
	user_level = 0;
	sim_guard.open(1);		/* as the interrupt's end does */
	unmap(PAGE);
	check(closed == 1, "not before the last one");
	unmap(PAGE);
	check(closed == 2, "but after it");
	check(all_claims() == 0, "all of that is right");
}

static void test_overflow(void)
{
	unsigned int i;

	for (i = 0; i <= KMAPCHECK_DEPTH; i++)
		map(0);
	check(overflows == 1, "a mapping without a place is told the guard");
	while (i-- > 0)
		unmap(0);
	check(claims(KMAPCHECK_DEEP) == 1, "no key, no report");
	kmapcheck_pks_register(&sim_pks);
}

static void test_owner(void)
{
	const struct kmapcheck_site *site;
	int pid = 0;

	sim_pks.write(0);
	map2(PAGE);
	check(!kmapcheck_pks_owner(1, (unsigned long)user_address(PAGE), &pid),
	      "one's own page is not another's");
	user_current = &other;
	other.pid = 4711;
	site = kmapcheck_pks_owner(1, (unsigned long)user_address(PAGE), &pid);
	check(site == &test_map2 && pid == task.pid, "the owner of a key");
	check(!kmapcheck_pks_owner(2, (unsigned long)user_address(PAGE), &pid),
	      "of that key alone");
	user_current = &task;
	unmap(PAGE);
	sim_pks.write(0x55555554);
	__kmapcheck_switch();
}

static void test_stray(void)
{
	struct kmapcheck_claim c = {
		.kind = KMAPCHECK_KEY_STRAY, .mapped = &test_map, .key = 3,
		.owner = 77, .addr = 0x1234, .pkrs = 0x55555554,
	};
	char *text;

	kmapcheck_report(&c);
	text = user_printed();
	check(strstr(text, "its key is closed [kmap-escape, pks]\n") &&
	      strstr(text, "  mapped: fs/foo/bar.c:10 foo_read() ") &&
	      strstr(text, "the owner of the mapping, pid 77\n") &&
	      strstr(text, "access to 1234 with key 3 closed, PKRS 55555554"),
	      "a stray access names the owner's site");
	free(text);
	check(claims(KMAPCHECK_KEY_STRAY) == 1, "and is counted");
}

/* Read and write: what was open for both must be so until the release. */
static void test_values(void)
{
	char *text;

	sim_pks.write(0x55555554 & ~(PKS_AD(1)));
	map(PAGE);
	sim_pks.write(0x55555554 | PKS_WD(1));
	unmap(PAGE);
	text = user_printed();
	check(claims(KMAPCHECK_KEY_SHUT) == 1 &&
	      strstr(text, "key 1 open as at map time, PKRS 55555550 (0)\n") &&
	      strstr(text, "seen: key 1 closed, PKRS 5555555c (3)\n"),
	      "both values are told");
	free(text);
	__kmapcheck_return();
	kmapcheck_trust_module("foo", true);
	map(PAGE);
	unmap(PAGE);
	check(claims(KMAPCHECK_KEY_SHUT) == 0,
	      "not where code is not instrumented");
	kmapcheck_trust_module("foo", false);
}

int main(void)
{
	user_task_begin(&other);
	user_task_end();
	user_task_begin(&task);
	test_register();
	kmapcheck_enable(true, true);
	test_guard();
	test_overflow();
	test_owner();
	test_stray();
	test_values();
	free(user_printed());
	return 0;
}
