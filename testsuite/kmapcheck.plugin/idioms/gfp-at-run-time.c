/* The caller's flags may forbid to sleep: nothing is known of them here. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void *copy_of(struct page *page, gfp_t gfp)
{
	u8 *p = kmap_atomic(page);
	u8 *to = kmalloc(64, gfp);

	if (to)
		memcpy(to, p, 64);
	kunmap_atomic(p);
	return to;
}
