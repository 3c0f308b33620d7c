/* kunmap takes the page, not the address. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int head(struct page *page)
{
	int *p = kmap(page), v = *p;

	kunmap((struct page *)p); /* { dg-warning "'kunmap' is given the address 'p'; it takes the page .kmap-mismatch." } */
	return v;
}
