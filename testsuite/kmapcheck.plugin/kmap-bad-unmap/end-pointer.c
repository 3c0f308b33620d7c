/* The limit that the loop runs to is not in the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int used(struct page *page)
{
	u64 *p = kmap_local_page(page);
	u64 *end = p + PAGE_SIZE / sizeof(*p);
	int n = 0;

	while (p < end)
		n += *p++ != 0;
	kunmap_local(p); /* { dg-warning "'kunmap_local' is given .*(outside|one past) the page mapped as 'p' .kmap-bad-unmap." } */
	return n;
}
