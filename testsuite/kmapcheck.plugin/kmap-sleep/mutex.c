/* A mutex is taken while kmap_atomic has preemption off. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void add(struct page *page, struct mutex *lock)
{
	u32 *p;

	p = kmap_atomic(page);
	mutex_lock(lock); /* { dg-warning "'mutex_lock' may sleep while 'p' is mapped by 'kmap_atomic' .kmap-sleep." } */
	p[0]++;
	kunmap_atomic(p);
	mutex_unlock(lock);
}
