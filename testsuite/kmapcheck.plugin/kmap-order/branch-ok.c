/* The order is right whether or not the second page is there. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int fill(struct page *a, struct page *b)
{
	char *outer = kmap_local_page(a);
	char *inner = NULL;

	if (b)
		inner = kmap_local_page(b);
	outer[0] = inner ? inner[0] : 0;
	if (b)
		kunmap_local(inner);
	kunmap_local(outer);
	return 0;
}
