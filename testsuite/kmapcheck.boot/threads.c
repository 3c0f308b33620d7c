/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Guard mode under threads, migration and interrupts, in KTAP. One page has a
 * key. A thread that has mapped it reads it; for all others, what interrupts
 * that thread included, the key must be closed, by the register and, at each
 * PROBE of the looks, by a read that must fault.
 */
#include <linux/delay.h>
#include <linux/highmem.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/uaccess.h>
#include <asm/msr.h>

#include "guard.h"

static unsigned int reads = 1000000;
module_param(reads, uint, 0);

#define KEY	5
#define BITS	(3U << 2 * KEY)
#define CLOSED	(1U << 2 * KEY)		/* no access */
#define PROBE	1000
#define WORD	0x6b6d6170

static struct page *page;
static unsigned int test;
static bool all_ok = true;

static noinline u32 pkrs(void)
{
	return __rdmsr(0x6e1);
}

static void result(bool ok, const char *what, unsigned long n, unsigned long bad)
{
	pr_notice("%s %u - %s # %lu looks, %lu wrong\n", ok ? "ok" : "not ok",
		  ++test, what, n, bad);
	all_ok &= ok;
}

/* ---- what a thread sees ---- */

struct look {
	struct task_struct *thread;
	unsigned long n, bad;
	bool (*see)(struct look *l);	/* false: it was wrong */
	bool move;			/* between the processors */
	bool yields;
};

/* Map, look a while, and perhaps be moved; the mapping may sleep. */
static bool see_open(struct look *l)
{
	u32 *p = kmap_local_page(page);
	bool ok = true;
	unsigned int i;

	for (i = 0; i < 64; i++) {
		ok &= READ_ONCE(*p) == WORD && !(pkrs() & BITS);
		if (l->yields && i % 16 == 0)
			yield();
	}
	l->n += 63;
	if (l->move) {
		set_cpus_allowed_ptr(current, cpumask_of(!raw_smp_processor_id()));
		ok &= READ_ONCE(*p) == WORD && !(pkrs() & BITS);
	}
	kunmap_local(p);
	ok &= !!(pkrs() & CLOSED);
	return ok;
}

static bool see_closed(struct look *l)
{
	u32 *p = page_address(page), word;
	bool ok = pkrs() & CLOSED;

	if (l->n % PROBE == 0)
		ok &= copy_from_kernel_nofault(&word, p, sizeof(word)) != 0;
	if (l->yields && l->n % 16 == 0)
		yield();
	return ok;
}

static int look(void *data)
{
	struct look *l = data;

	while (l->n < reads && !kthread_should_stop()) {
		l->bad += !l->see(l);
		l->n++;
		cond_resched();
	}
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

static void start(struct look *l, int cpu)
{
	l->thread = kthread_create(look, l, "look/%d", cpu);
	if (IS_ERR(l->thread))
		return;
	if (!l->move)
		kthread_bind(l->thread, cpu);
	get_task_struct(l->thread);
	wake_up_process(l->thread);
}

/* Wait for @l to have seen enough, and say how it went. */
static void finish(struct look *l, const char *what)
{
	if (IS_ERR(l->thread)) {
		result(false, "no thread", 0, 0);
		return;
	}
	while (READ_ONCE(l->n) < reads)
		msleep(20);
	kthread_stop(l->thread);
	put_task_struct(l->thread);
	result(!l->bad && l->n >= reads, what, l->n, l->bad);
}

/* ---- what interrupts see ---- */

static struct hrtimer timer;
static struct look in_hard, in_soft;

/* An interrupt maps for itself, and nothing else is open meanwhile. */
static bool see_in_interrupt(struct look *l)
{
	bool ok = pkrs() & CLOSED;
	u32 *p = kmap_local_page(page);

	ok &= READ_ONCE(*p) == WORD && !(pkrs() & BITS);
	kunmap_local(p);
	ok &= !!(pkrs() & CLOSED);
	l->n++;
	l->bad += !ok;
	return ok;
}

static void soft(struct tasklet_struct *t)
{
	see_in_interrupt(&in_soft);
}

static DECLARE_TASKLET(tasklet, soft);

static enum hrtimer_restart hard(struct hrtimer *t)
{
	see_in_interrupt(&in_hard);
	tasklet_schedule(&tasklet);
	hrtimer_forward_now(t, ns_to_ktime(200000));
	return HRTIMER_RESTART;
}

/* On the processor of the threads, which it interrupts. */
static void timer_on(void *unused)
{
	hrtimer_start(&timer, ns_to_ktime(200000), HRTIMER_MODE_REL_PINNED_HARD);
}

static void timer_off(void)
{
	hrtimer_cancel(&timer);
	tasklet_kill(&tasklet);
	result(in_hard.n && !in_hard.bad, "a hard interrupt inherits nothing",
	       in_hard.n, in_hard.bad);
	result(in_soft.n && !in_soft.bad, "nor does a soft one", in_soft.n,
	       in_soft.bad);
}

/* ---- the tests ---- */

static void test_one_cpu(void)
{
	struct look a = { .see = see_open, .yields = true };
	struct look b = { .see = see_closed, .yields = true };

	hrtimer_init(&timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL_PINNED_HARD);
	timer.function = hard;
	smp_call_function_single(0, timer_on, NULL, 1);
	start(&a, 0);
	start(&b, 0);
	finish(&a, "one processor: the key is open for its thread");
	finish(&b, "and closed for the other");
	timer_off();
}

static void test_migration(void)
{
	struct look a = { .see = see_open, .move = true };
	struct look b = { .see = see_closed }, c = { .see = see_closed };

	start(&a, 0);
	start(&b, 0);
	start(&c, 1);
	finish(&a, "two processors: the key moves with its thread");
	finish(&b, "and stays closed on the first");
	finish(&c, "and on the second");
}

static int __init threads_init(void)
{
	int error = kmapcheck_guard_enable();

	pr_notice("KTAP version 1\n");
	if (error) {
		pr_notice("1..0 # SKIP no protection keys: error %d\n", error);
		return -EAGAIN;
	}
	pr_notice("1..%d\n", num_online_cpus() > 1 ? 8 : 5);
	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!page)
		return -ENOMEM;
	*(u32 *)page_address(page) = WORD;
	result(!kmapcheck_guard_page(page, KEY), "a page gets a key", 1, 0);
	test_one_cpu();
	if (num_online_cpus() > 1)
		test_migration();
	kmapcheck_unguard_page(page);
	__free_page(page);
	kmapcheck_guard_disable();
	pr_notice("threads: %s\n", all_ok ? "all as it should be" : "wrong");
	return -EAGAIN;
}
module_init(threads_init);

static void __exit threads_exit(void)
{
}
module_exit(threads_exit);

MODULE_DESCRIPTION("Guard mode under threads, migration and interrupts");
MODULE_LICENSE("GPL");
