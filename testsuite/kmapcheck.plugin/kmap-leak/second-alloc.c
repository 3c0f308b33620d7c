/* An allocation fails between map and release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int dup_first(struct page *page, void **out)
{
	u8 *p = kmap_local_page(page);
	u8 *copy = kmalloc(64, GFP_KERNEL);

	if (!copy)
		return -ENOMEM; /* { dg-warning "'p', mapped by 'kmap_local_page', is still live when 'dup_first' returns .kmap-leak." } */
	memcpy(copy, p, 64);
	kunmap_local(p);
	*out = copy;
	return 0;
}
