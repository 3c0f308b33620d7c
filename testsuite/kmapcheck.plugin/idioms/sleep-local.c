/* Sleeping is fine under kmap_local and kmap. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int slow(struct page *a, struct page *b, struct mutex *lock)
{
	int *p = kmap_local_page(a), *q = kmap(b), v;

	mutex_lock(lock);
	v = *p + *q;
	mutex_unlock(lock);
	msleep(1);
	kunmap(b);
	kunmap_local(p);
	return v;
}
