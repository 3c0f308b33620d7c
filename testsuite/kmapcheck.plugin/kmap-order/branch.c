/* The order is wrong only where the second page is there. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int fill(struct page *a, struct page *b)
{
	char *outer = kmap_local_page(a);
	char *inner = NULL;

	if (b)
		inner = kmap_local_page(b);
	outer[0] = inner ? inner[0] : 0;
	kunmap_local(outer); /* { dg-warning "releases 'outer' while the newer mapping 'inner' is still live .kmap-order." } */
	if (b)
		kunmap_local(inner);
	return 0;
}
