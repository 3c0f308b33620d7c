/* Mapped again, and the new address is used. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int reload(struct page *page, struct mutex *lock)
{
	int *p = kmap_local_page(page), *old = p, v;

	kunmap_local(p);
	mutex_lock(lock);
	mutex_unlock(lock);
	p = kmap_local_page(page);
	old = p;
	v = old[2];
	kunmap_local(p);
	return v;
}
