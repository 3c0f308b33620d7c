/* The same, and sleeps when it has released. */
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
	kunmap_atomic(start);
	mutex_lock(lock);
	mutex_unlock(lock);
}
