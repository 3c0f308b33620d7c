/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How many instructions a pair of kmap_local_page() and kunmap_local() takes.
 * Under QEMU's -icount shift=0 the time stamp counter counts instructions. What
 * is told is the difference to the same loop without the pair; "which" chooses
 * the page: "plain", or "guarded", which has a protection key.
 */
#include <linux/highmem.h>
#include <linux/module.h>
#include <asm/msr.h>

#if __has_include("guard.h")
#include "guard.h"
#else
#define kmapcheck_guard_enable() (-ENODEV)
#define kmapcheck_guard_page(page, key) (-ENODEV)
#define kmapcheck_unguard_page(page) do { } while (0)
#define kmapcheck_guard_disable() do { } while (0)
#endif

static char *which = "plain";
module_param(which, charp, 0);

#define PAIRS 10000

static noinline u64 count_empty(struct page *page)
{
	u64 begin = rdtsc();
	unsigned int i;

	for (i = 0; i < PAIRS; i++) {
		char *p = page_address(page);

		asm volatile("" : : "r" (p) : "memory");
	}
	return rdtsc() - begin;
}

static noinline u64 count_pairs(struct page *page)
{
	u64 begin = rdtsc();
	unsigned int i;

	for (i = 0; i < PAIRS; i++) {
		char *p = kmap_local_page(page);

		asm volatile("" : : "r" (p) : "memory");
		kunmap_local(p);
	}
	return rdtsc() - begin;
}

static unsigned long count(struct page *page)
{
	unsigned long flags, pairs, empty;

	count_pairs(page);	/* translated, and what is claimed is claimed */
	count_empty(page);
	local_irq_save(flags);
	empty = count_empty(page);
	pairs = count_pairs(page);
	local_irq_restore(flags);
	return pairs - empty;
}

static int __init pairs_init(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	bool guarded = !strcmp(which, "guarded");
	unsigned long n;

	if (!page)
		return -ENOMEM;
	if (guarded && (kmapcheck_guard_enable() ||
			kmapcheck_guard_page(page, 1))) {
		pr_notice("pairs: no protection keys\n");
		return -EAGAIN;
	}
	n = count(page);
	pr_notice("pairs: %s: %lu.%02lu instructions a pair\n", which,
		  n / PAIRS, n % PAIRS * 100 / PAIRS);
	pr_notice("pairs: begun after %llu instructions\n", (unsigned long long)rdtsc());
	if (guarded) {
		kmapcheck_unguard_page(page);
		kmapcheck_guard_disable();
	}
	__free_page(page);
	return -EAGAIN;
}
module_init(pairs_init);

static void __exit pairs_exit(void)
{
}
module_exit(pairs_exit);

MODULE_DESCRIPTION("Instructions of a pair of map and unmap");
MODULE_LICENSE("GPL");
