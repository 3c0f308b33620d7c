/* A helper of the file may sleep. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void flush_all(struct mutex *lock)
{
	mutex_lock(lock);
	mutex_unlock(lock);
}

int use(struct page *page, struct mutex *lock)
{
	int *p = kmap_atomic(page);
	int v = *p;

	flush_all(lock); /* { dg-warning "'flush_all' may sleep.* while 'p' is mapped by 'kmap_atomic' .kmap-sleep." } */
	kunmap_atomic(p);
	return v;
}
