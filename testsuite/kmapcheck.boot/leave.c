/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A mapping that its task takes along to user space. The module stays loaded
 * then, or what is reported would have no name. See provoke.c for the comment
 * on the line.
 */
#include <linux/highmem.h>
#include <linux/module.h>

static struct page *page;

static int __init leave_init(void)
{
	page = alloc_page(GFP_HIGHUSER);
	if (!page)
		return -ENOMEM;
	memset(kmap_local_page(page), 0, 8); /* { report kmap-leak } */
	return 0;
}
module_init(leave_init);

static void __exit leave_exit(void)
{
	__free_page(page);
}
module_exit(leave_exit);

MODULE_DESCRIPTION("A mapping that is never released");
MODULE_LICENSE("GPL");
