/* Real headers: kunmap_atomic of an atomic mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>

void set(struct page *page, int v)
{
	int *p = kmap_atomic(page);

	*p = v;
	kunmap_atomic(p);
}
