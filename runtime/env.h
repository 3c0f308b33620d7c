/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the shim takes from around it: the kernel, or the harness of the tests
 * (testsuite/runtime/user.h), which gives the same names in user space.
 */
#ifndef KMAPCHECK_ENV_H
#define KMAPCHECK_ENV_H

#ifdef __KERNEL__

#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/irq_work.h>
#include <linux/jiffies.h>
#include <linux/jump_label.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/stacktrace.h>
#include <linux/string.h>
#include <linux/timekeeping.h>

/* The kernel's own code is not instrumented: the shim is a module. */
#define KMAPCHECK_MODULE IS_ENABLED(MODULE)

#define KMAPCHECK_SYMBOL "%pS"
#define KMAPCHECK_RT IS_ENABLED(CONFIG_PREEMPT_RT)

/* The page of a mapped address, or NULL where that cannot be told without a
 * look into page tables.
 */
static inline const void *kmapcheck_page_of(unsigned long addr)
{
	if (IS_ENABLED(CONFIG_HIGHMEM) || !virt_addr_valid((void *)addr))
		return NULL;
	return virt_to_page((void *)addr);
}

/* The address of a page that kunmap() gets: 0 if it has none, or is none. */
static inline unsigned long kmapcheck_address_of(const void *page)
{
	if ((unsigned long)page < PAGE_OFFSET || IS_ERR(page))
		return 0;
	return (unsigned long)page_address((struct page *)page);
}

/* Wait until the hooks that are under way, with preemption off, are over. */
static inline void kmapcheck_hooks_wait(void)
{
	synchronize_rcu();
}

/* The kernel has oopsed: tasks die where they stand. */
static inline bool kmapcheck_dying(void)
{
	return test_taint(TAINT_DIE);
}

static inline unsigned int kmapcheck_stack(unsigned long *list, unsigned int n)
{
#ifdef CONFIG_STACKTRACE
	return stack_trace_save(list, n, 0);
#else
	return 0;
#endif
}

#else
#include "user.h"
#endif

#endif
