/* Leaving the loop early, the inner mapping goes before the outer. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int find(struct page *map, struct page **pages, int n)
{
	u8 *bits = kmap_local_page(map);
	int i;

	for (i = 0; i < n; i++) {
		u8 *data = kmap_local_page(pages[i]);

		if (data[0] == bits[i]) {
			kunmap_local(data);
			kunmap_local(bits);
			return i;
		}
		kunmap_local(data);
	}
	kunmap_local(bits);
	return -1;
}
