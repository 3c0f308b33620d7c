/* The path tells where both mappings were made and which branch was taken. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int fill(struct page *a, struct page *b, int n)
{
	char *outer = kmap_local_page(a); /* { dg-message "'outer' is mapped here" } */
	char *inner;

	if (n) { /* { dg-message "where 'n' is not zero" } */
		inner = kmap_local_page(b); /* { dg-message "'inner' is mapped here" } */
		outer[0] = inner[0];
		kunmap_local(outer); /* { dg-warning "releases 'outer' while the newer mapping 'inner' is still live .kmap-order." } */
		kunmap_local(inner);
		return 1;
	}
	kunmap_local(outer);
	return 0;
}
