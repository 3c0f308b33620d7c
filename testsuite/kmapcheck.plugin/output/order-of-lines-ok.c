/* Two correct functions. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void one(struct page *page)
{
	char *p = kmap_local_page(page);

	*p = 0;
	kunmap_local(p);
}

int two(struct page *page)
{
	char *q = kmap_local_page(page);
	int v = *q;

	kunmap_local(q);
	return v;
}
