/* The turn that ends the loop leaves the release to the end. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void drain(struct page *page, int n)
{
	u8 *p = kmap_local_page(page);

	while (n--) {
		if (!p[n & 7]) {
			break;
		}
	}
	kunmap_local(p);
}
