/* An allocation that may not wait. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void *dup_head(struct page *page)
{
	u8 *p = kmap_atomic(page);
	u8 *copy = kmalloc(32, GFP_ATOMIC);

	if (copy)
		memcpy(copy, p, 32);
	kunmap_atomic(p);
	return copy;
}
