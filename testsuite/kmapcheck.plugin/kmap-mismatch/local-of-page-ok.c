/* kunmap_local is given the address. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int head(struct page *page)
{
	void *cookie = page;
	int *p = kmap_local_page(page), v = *p;

	v += cookie == p;
	kunmap_local(p);
	return v;
}
