/* The mutex is taken before kmap_atomic. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void add(struct page *page, struct mutex *lock)
{
	u32 *p;

	mutex_lock(lock);
	p = kmap_atomic(page);
	p[0]++;
	kunmap_atomic(p);
	mutex_unlock(lock);
}
