/* continue skips the release, and the address of that turn is forgotten. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int count(struct page **pages, int n)
{
	int i, used = 0;
	u8 *p;

	for (i = 0; i < n; i++) {
		p = kmap_local_page(pages[i]);
		if (!p[0]) {
			continue;
		}
		used++;
		kunmap_local(p);
	}
	return used; /* { dg-warning "'p', mapped by 'kmap_local_page', is still live when 'count' returns .kmap-leak." } */
}
