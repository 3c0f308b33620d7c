/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A thread reads a guarded page that another one has mapped: it dies of it, and
 * the report names where the owner mapped it. So this is the last test.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/highmem.h>
#include <linux/kthread.h>
#include <linux/module.h>

#include "guard.h"

static struct page *page;

static int read_stray(void *unused)
{
	pr_notice("stray: read %u\n", READ_ONCE(*(u32 *)page_address(page)));
	return 0;
}

static noinline void own(void)
{
	char *p = kmap_local_page(page); /* { report kmap-escape } */

	WRITE_ONCE(*p, 1);
	kthread_run(read_stray, NULL, "stray");
	msleep(200);
	kunmap_local(p);
}

static int __init stray_init(void)
{
	int error = kmapcheck_guard_enable();

	if (error) {
		pr_notice("stray: skipped, no protection keys\n");
		return -EAGAIN;
	}
	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!page || kmapcheck_guard_page(page, 3))
		return -ENOMEM;
	own();
	kmapcheck_unguard_page(page);
	__free_page(page);
	kmapcheck_guard_disable();
	pr_notice("stray: end\n");
	return -EAGAIN;
}
module_init(stray_init);

static void __exit stray_exit(void)
{
}
module_exit(stray_exit);

MODULE_DESCRIPTION("A stray access to a guarded page");
MODULE_LICENSE("GPL");
