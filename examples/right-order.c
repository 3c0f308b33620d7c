/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The same as wrong-order.c without the mistake: the newer mapping goes first.
 */
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/module.h>
#include <linux/string.h>

static void copy_pages(struct page *dst, struct page *src)
{
	void *from = kmap_local_page(src);
	void *to = kmap_local_page(dst);

	memcpy(to, from, PAGE_SIZE);
	kunmap_local(to);
	kunmap_local(from);
}

static int __init example_init(void)
{
	struct page *src = alloc_page(GFP_HIGHUSER | __GFP_ZERO);
	struct page *dst = alloc_page(GFP_HIGHUSER);
	int err = -ENOMEM;

	if (src && dst) {
		copy_pages(dst, src);
		err = 0;
	}
	if (dst)
		__free_page(dst);
	if (src)
		__free_page(src);
	return err;
}

static void __exit example_exit(void)
{
}

module_init(example_init);
module_exit(example_exit);
MODULE_DESCRIPTION("kmapcheck example: right order of release");
MODULE_LICENSE("GPL");
