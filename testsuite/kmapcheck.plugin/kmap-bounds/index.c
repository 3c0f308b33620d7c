/* The loop has one entry too many. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-xfail "an index that a loop takes one too far" } */
#include "kernel.h"

u64 total(struct page *page)
{
	u64 *p = kmap_local_page(page), sum = 0;
	int i;

	for (i = 0; i <= PAGE_SIZE / sizeof(*p); i++)
		sum += p[i]; /* { dg-warning "(access|read|write) of .*'p' (leaves|may leave) the mapped page .kmap-bounds." } */
	kunmap_local(p);
	return sum;
}
