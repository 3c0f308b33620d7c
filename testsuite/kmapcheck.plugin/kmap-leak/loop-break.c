/* break leaves the mapping of that turn behind. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int search(struct page **pages, int n, char c)
{
	int i;

	for (i = 0; i < n; i++) {
		char *p = kmap_local_page(pages[i]);
		char have = *p;

		if (have == c)
			break;
		kunmap_local(p);
	}
	return i; /* { dg-warning "'p', mapped by 'kmap_local_page', is still live when 'search' returns .kmap-leak." } */
}
