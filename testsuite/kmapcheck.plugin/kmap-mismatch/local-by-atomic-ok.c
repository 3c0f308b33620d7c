/* kmap_local goes with kunmap_local. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void set(struct page *page, int v)
{
	int *p = kmap_local_page(page);

	*p = v;
	kunmap_local(p);
}
