/* A path that ends the machine need not release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int check(struct page *page)
{
	int *p = kmap_local_page(page);
	int v = *p;

	if (v < 0)
		panic("no");
	BUG_ON(v == 77);
	kunmap_local(p);
	return v;
}
