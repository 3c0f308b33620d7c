/* The turn that ends the loop has released already. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void drain(struct page *page, int n)
{
	u8 *p = kmap_local_page(page);

	while (n--) {
		if (!p[n & 7]) {
			kunmap_local(p);
			break;
		}
	}
	kunmap_local(p); /* { dg-warning "'kunmap_local' releases 'p', which was released before .kmap-double-unmap." } */
}
