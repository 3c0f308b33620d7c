/* The variables were exchanged, so the names mislead. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void ordered(struct page *a, struct page *b)
{
	char *x = kmap_local_page(a);
	char *y = kmap_local_page(b);

	if (x[0] > y[0]) {
		swap(x, y);
		kunmap_local(y); /* { dg-warning "while the newer mapping .* is still live .kmap-order." } */
		kunmap_local(x);
		return;
	}
	kunmap_local(y);
	kunmap_local(x);
}
