/* The loop has as many entries as the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

u64 total(struct page *page)
{
	u64 *p = kmap_local_page(page), sum = 0;
	int i;

	for (i = 0; i < PAGE_SIZE / sizeof(*p); i++)
		sum += p[i];
	kunmap_local(p);
	return sum;
}
