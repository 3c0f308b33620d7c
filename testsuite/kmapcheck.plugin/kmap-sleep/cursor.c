/* A callee that moves the pointer it is given leaves the mapping to its caller. */
/* From vmw_mob_build_pt() of drivers/gpu/drm/vmwgfx/vmwgfx_mob.c, seeded. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static void put(u32 **at, u32 val)
{
	*(*at)++ = val;
}

void build(struct page *page, struct mutex *lock)
{
	u32 *at, *start;

	at = start = kmap_atomic(page);
	put(&at, 1);
	put(&at, 2);
	mutex_lock(lock);	/* { dg-warning "'mutex_lock' may sleep while 'start' is mapped by 'kmap_atomic'" } */
	kunmap_atomic(start);
	mutex_unlock(lock);
}
