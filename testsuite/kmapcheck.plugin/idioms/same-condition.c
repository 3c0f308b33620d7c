/* The same condition decides on mapping and on release, twice. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int diff(struct page *a, struct page *b, int n)
{
	char *base = kmap_local_page(a), *other = NULL;
	int d = base[0];

	if (n > 4)
		other = kmap_local_page(b);
	d -= n;
	if (n > 4) {
		d -= other[0];
		kunmap_local(other);
	}
	kunmap_local(base);
	return d;
}
