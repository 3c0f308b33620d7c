/* A header's size further on is the next page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

u32 footer(struct page *page)
{
	u32 *p = kmap_local_page(page), *last = p + 1023, v = *last;

	last += 5;
	kunmap_local(last); /* { dg-warning "is given .*outside the page mapped as 'p' .kmap-bad-unmap." } */
	return v;
}
