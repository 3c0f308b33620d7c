/* Only the branch that retries has released. */
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
		return p[1]; /* { dg-warning "'p' is read after its release .kmap-use-after-unmap." } */
	}
	kunmap_local(p);
	return v;
}
