/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the self-test needs of the kernel. Write to selftest in debugfs, or
 * boot with kmapcheck.selftest=1.
 */
#include "selftest.h"

#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/gfp.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/moduleparam.h>
#include <linux/sched/task.h>

#include "parts.h"

static bool at_boot;

#ifdef MODULE
module_param_named(selftest, at_boot, bool, 0444);
#else
/* The module's name would be that of this file. */
static int __init setup(char *text)
{
	return kstrtobool(text, &at_boot) ? 0 : 1;
}
__setup("kmapcheck.selftest=", setup);
#endif

/* One more on each side, so that beside a page there is no other of ours. */
static struct page *pages[SELFTEST_PAGES];

bool selftest_begin(void)
{
	unsigned int i;

	for (i = 0; i < SELFTEST_PAGES; i++) {
		pages[i] = alloc_pages(GFP_KERNEL, 1);
		if (!pages[i])
			return false;
	}
	return true;
}

void selftest_end(void)
{
	unsigned int i;

	for (i = 0; i < SELFTEST_PAGES; i++) {
		if (pages[i])
			__free_pages(pages[i], 1);
		pages[i] = NULL;
	}
}

void *selftest_page(unsigned int n)
{
	return pages[n];
}

unsigned long selftest_address(unsigned int n)
{
	return (unsigned long)page_address(pages[n]);
}

/* Who has an MSR has pages to it. */
unsigned long __weak selftest_keyed(int key)
{
	return 0;
}

struct work {
	void (*fn)(void *ctx);
	void *ctx;
	struct completion done;
	struct irq_work irq;
	struct tasklet_struct tasklet;
	bool finished;
};

static int run_thread(void *data)
{
	struct work *w = data;

	w->fn(w->ctx);
	complete(&w->done);
	return 0;
}

bool selftest_thread(void (*fn)(void *ctx), void *ctx)
{
	struct work w = { .fn = fn, .ctx = ctx };
	struct task_struct *task;

	init_completion(&w.done);
	task = kthread_create(run_thread, &w, "kmapcheck-test");
	if (IS_ERR(task))
		return false;
	get_task_struct(task);
	wake_up_process(task);
	wait_for_completion(&w.done);
	/* What it left goes with it: the next one is not to find that. */
	kthread_stop(task);
	put_task_struct(task);
	return true;
}

static void run_hardirq(struct irq_work *irq)
{
	struct work *w = container_of(irq, struct work, irq);

	w->fn(w->ctx);
	smp_store_release(&w->finished, true);
}

static void run_softirq(struct tasklet_struct *tasklet)
{
	struct work *w = container_of(tasklet, struct work, tasklet);

	w->fn(w->ctx);
	smp_store_release(&w->finished, true);
}

/* Interrupts are on, preemption is off: it comes on this CPU. Where a CPU
 * cannot interrupt itself, it comes with the clock's tick.
 */
static bool wait_finished(struct work *w)
{
	unsigned int us;

	for (us = 0; us < 1000000 && !smp_load_acquire(&w->finished); us += 10)
		udelay(10);
	return w->finished;
}

bool selftest_interrupt(u8 level, void (*fn)(void *ctx), void *ctx)
{
	static struct work works[4];
	struct work *w = &works[level];

	w->fn = fn;
	w->ctx = ctx;
	w->finished = false;
	if (level == 2) {
		w->irq = IRQ_WORK_INIT_HARD(run_hardirq);
		irq_work_queue(&w->irq);
		return wait_finished(w);
	}
	tasklet_setup(&w->tasklet, run_softirq);
	local_bh_disable();
	tasklet_schedule(&w->tasklet);
	local_bh_enable();
	return wait_finished(w);
}

void selftest_pin(bool on)
{
	if (on)
		preempt_disable();
	else
		preempt_enable();
}

void kmapcheck_selftest_start(void)
{
	if (at_boot)
		kmapcheck_selftest_run();
}
