/* Real headers: kunmap_atomic of a local mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>

void set(struct page *page, int v)
{
	int *p = kmap_local_page(page);

	*p = v;
	kunmap_atomic(p); /* { dg-warning "'p' was mapped by 'kmap_local_page' but is released by 'kunmap_atomic' .kmap-mismatch." } */
}
