/* Map and release follow the same test. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

u32 fetch(struct page *page, bool atomic)
{
	u32 *p = atomic ? kmap_atomic(page) : kmap_local_page(page);
	u32 v = *p;

	if (atomic)
		kunmap_atomic(p);
	else
		kunmap_local(p);
	return v;
}
