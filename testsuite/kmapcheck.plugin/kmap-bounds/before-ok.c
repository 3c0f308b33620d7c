/* The header is at the start of the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int head(struct page *page)
{
	int *p = kmap_local_page(page);
	int v = p[0];

	kunmap_local(p);
	return v;
}
