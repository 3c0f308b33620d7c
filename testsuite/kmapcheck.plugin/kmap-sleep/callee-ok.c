/* The helper of the file is called after the release. */
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

	kunmap_atomic(p);
	flush_all(lock);
	return v;
}
