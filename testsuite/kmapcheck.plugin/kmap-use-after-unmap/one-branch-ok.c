/* The branch that retries maps again. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int twice(struct page *page, struct mutex *lock)
{
	u8 *p = kmap_local_page(page);
	int v = p[0];

	if (!v) {
		kunmap_local(p);
		mutex_lock(lock);
		mutex_unlock(lock);
		p = kmap_local_page(page);
	}
	kunmap_local(p);
	return v;
}
