/* The gfp flags of the caller's call are known to forbid sleeping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void *buffer(gfp_t gfp)
{
	return kmalloc(64, gfp);
}

void *copy_of(struct page *page)
{
	u8 *p = kmap_atomic(page);
	u8 *to = buffer(GFP_ATOMIC);

	if (to)
		memcpy(to, p, 64);
	kunmap_atomic(p);
	return to;
}
