/* Mapped again, but the old address is used. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int reload(struct page *page, struct mutex *lock)
{
	int *p = kmap_local_page(page), *old = p, v;

	kunmap_local(p);
	mutex_lock(lock);
	mutex_unlock(lock);
	p = kmap_local_page(page);
	v = old[2]; /* { dg-warning "is read after its release .kmap-use-after-unmap." } */
	kunmap_local(p);
	return v;
}
