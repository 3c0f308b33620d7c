/* A jump back to the mapping, after a release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int settle(struct page *page, struct mutex *lock)
{
	int *p, tries = 3;

again:
	p = kmap_local_page(page);
	if (*p < 0 && tries-- > 0) {
		kunmap_local(p);
		mutex_lock(lock);
		mutex_unlock(lock);
		goto again;
	}
	kunmap_local(p);
	return tries;
}
