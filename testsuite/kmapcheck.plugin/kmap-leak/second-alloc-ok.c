/* The allocation comes before the mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int dup_first(struct page *page, void **out)
{
	u8 *copy = kmalloc(64, GFP_KERNEL);
	u8 *p;

	if (!copy)
		return -ENOMEM;
	p = kmap_local_page(page);
	memcpy(copy, p, 64);
	kunmap_local(p);
	*out = copy;
	return 0;
}
