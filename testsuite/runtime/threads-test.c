/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Many threads, for the thread sanitizer: legal use of the same pages, while
 * the checks are switched off and on and modules go; then mistakes between
 * threads.
 */
#include "test.h"

#include <sched.h>

#include "sim.h"

#define THREADS 4
#define ROUNDS 400

struct worker {
	struct task_struct task;
	pthread_t thread;
	unsigned int seed;
};

static bool stop;

/* xorshift, Marsaglia. */
static unsigned int next(struct worker *w, unsigned int n)
{
	w->seed ^= w->seed << 13;
	w->seed ^= w->seed >> 17;
	w->seed ^= w->seed << 5;
	return w->seed % n;
}

static void interrupt(struct worker *w)
{
	unsigned int page = next(w, 8);

	preempt_disable_notrace();
	user_level = 2;
	__kmapcheck_map(user_address(page), &test_atomic);
	map(page + 1);
	unmap(page + 1);
	__kmapcheck_unmap(user_address(page), &test_unatomic);
	user_level = 0;
	preempt_enable_notrace();
}

/* A few nested mappings, and their releases in reverse. */
static void nest(struct worker *w)
{
	unsigned int pages[6], n = 1 + next(w, 6), i;

	for (i = 0; i < n; i++) {
		pages[i] = next(w, 8);
		map(pages[i]);
		if (!next(w, 4))
			interrupt(w);
	}
	if (!next(w, 8))
		__kmapcheck_switch();
	while (i-- > 0)
		unmap(pages[i]);
	if (!next(w, 4))
		__kmapcheck_return();
}

static void key(struct worker *w)
{
	unsigned int k = 1 + next(w, 3);

	sim_pks.write(user_pkrs & ~PKS_AD(k));
	map(KEYED_PAGES + k);
	map(KEYED_PAGES + k);
	unmap(KEYED_PAGES + k);
	unmap(KEYED_PAGES + k);
	sim_pks.write(user_pkrs | PKS_AD(k));
}

static void kmaps(struct worker *w)
{
	static const struct kmapcheck_site in = {
		"a.c", "f", "kmap", 1, KMAPCHECK_KMAP, KMAPCHECK_MAPS, 1
	}, out = {
		"a.c", "f", "kunmap", 2, KMAPCHECK_KMAP, KMAPCHECK_RELEASES, 1
	};
	unsigned int a = next(w, 8), b = next(w, 600);

	__kmapcheck_map(user_address(a), &in);
	__kmapcheck_map(user_address(b), &in);
	__kmapcheck_unmap(&user_pages[a], &out);
	__kmapcheck_unmap(&user_pages[b], &out);
}

static void *legal(void *arg)
{
	struct worker *w = arg;
	unsigned int i;

	user_task_begin(&w->task);
	for (i = 0; i < ROUNDS; i++) {
		nest(w);
		kmaps(w);
		key(w);
	}
	__kmapcheck_exit();
	user_task_end();
	return NULL;
}

/* Releases what others hold, or nobody, without an end. */
static void *wrong(void *arg)
{
	struct worker *w = arg;
	unsigned int i;

	user_task_begin(&w->task);
	for (i = 0; i < ROUNDS; i++) {
		map(next(w, 8));
		unmap(next(w, 8));
		if (!next(w, 4))
			__kmapcheck_return();
	}
	__kmapcheck_exit();
	user_task_end();
	return NULL;
}

static void *legal_until_stop(void *arg)
{
	struct worker *w = arg;

	user_task_begin(&w->task);
	while (!READ_ONCE(stop))
		nest(w);
	__kmapcheck_exit();
	user_task_end();
	return NULL;
}

static struct worker workers[THREADS];

static void start(void *(*fn)(void *arg))
{
	unsigned int i;

	for (i = 0; i < THREADS; i++) {
		workers[i].seed = 12345 + 678 * i;
		pthread_create(&workers[i].thread, NULL, fn, &workers[i]);
	}
}

static void join(void)
{
	unsigned int i;

	for (i = 0; i < THREADS; i++)
		pthread_join(workers[i].thread, NULL);
}

static unsigned int owned(void)
{
	unsigned int i, n = 0;

	for (i = 0; i < KMAPCHECK_SLOTS; i++)
		n += kmapcheck_owners[i] != NULL;
	return n;
}

static void test_legal(void)
{
	kmapcheck_enable(true, true);
	start(legal);
	join();
	check(all_claims() == 0, "threads with the same pages: no report");
	check(owned() == 0, "all slots are given back");
	check(counted(KMAPCHECK_COUNT_UNSEEN) == 0, "all was seen");
}

/* Off and on under load; sites are looked for meanwhile. */
static void test_switched(void)
{
	unsigned int i, k;

	WRITE_ONCE(stop, false);
	start(legal_until_stop);
	for (i = 0; i < 60; i++) {
		kmapcheck_enable(false, false);
		kmapcheck_enable(true, false);
		for (k = 0; k < 5; k++) {
			kmapcheck_shadow_forget(16, 16);
			kmapcheck_kmap_forget(16, 16);
			sched_yield();
		}
	}
	WRITE_ONCE(stop, true);
	join();
	check(all_claims() == 0, "switched off and on under load: no report");
}

static void test_wrong(void)
{
	kmapcheck_enable(false, false);
	kmapcheck_enable(true, true);
	start(wrong);
	join();
	check(atomic_read(&kmapcheck_by_kind[KMAPCHECK_TASK]) > 0 &&
	      atomic_read(&kmapcheck_by_kind[KMAPCHECK_TWICE]) +
	      atomic_read(&kmapcheck_by_kind[KMAPCHECK_NEVER]) > 0,
	      "mistakes between threads are seen");
	check(owned() == 0, "and all slots are given back");
}

int main(void)
{
	struct task_struct task;

	user_task_begin(&task);
	kmapcheck_pks_register(&sim_pks);
	test_legal();
	test_switched();
	test_wrong();
	free(user_printed());
	return 0;
}
