/* The variables were exchanged, and the newer mapping is released first. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void ordered(struct page *a, struct page *b)
{
	char *x = kmap_local_page(a);
	char *y = kmap_local_page(b);

	if (x[0] > y[0]) {
		swap(x, y);
		kunmap_local(x);
		kunmap_local(y);
		return;
	}
	kunmap_local(y);
	kunmap_local(x);
}
