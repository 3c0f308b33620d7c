/* kunmap_local takes the address; a pointer without type hides the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int head(struct page *page)
{
	void *cookie = page;
	int *p = kmap_local_page(page), v = *p;

	v += cookie == p;
	kunmap_local(cookie); /* { dg-warning "'kunmap_local' is given the page '.*'; it takes the address .kmap-mismatch." } */
	return v;
}
