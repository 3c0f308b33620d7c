/* continue comes after the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int count(struct page **pages, int n)
{
	int i, used = 0;
	u8 *p;

	for (i = 0; i < n; i++) {
		p = kmap_local_page(pages[i]);
		if (!p[0]) {
			kunmap_local(p);
			continue;
		}
		used++;
		kunmap_local(p);
	}
	return used;
}
