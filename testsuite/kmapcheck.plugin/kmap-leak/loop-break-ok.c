/* break comes after the release of that turn. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int search(struct page **pages, int n, char c)
{
	int i;

	for (i = 0; i < n; i++) {
		char *p = kmap_local_page(pages[i]);
		char have = *p;

		kunmap_local(p);
		if (have == c)
			break;
	}
	return i;
}
