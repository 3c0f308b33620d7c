/* The outer mapping is dropped on the way out of the loop, before the inner. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int find(struct page *map, struct page **pages, int n)
{
	u8 *bits = kmap_local_page(map);
	int i;

	for (i = 0; i < n; i++) {
		u8 *data = kmap_local_page(pages[i]);

		if (data[0] == bits[i]) {
			kunmap_local(bits); /* { dg-warning "releases 'bits' while the newer mapping 'data' is still live .kmap-order." } */
			kunmap_local(data);
			return i;
		}
		kunmap_local(data);
	}
	kunmap_local(bits);
	return -1;
}
