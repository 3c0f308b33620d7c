/* A cursor that has filled the page stands one past it. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void pattern(struct page *page)
{
	u8 *p = kmap_local_page(page);
	int i;

	for (i = 0; i < PAGE_SIZE; i++)
		*p++ = i;
	kunmap_local(p); /* { dg-warning "'kunmap_local' is given .*(outside|one past) the page mapped as 'p' .kmap-bad-unmap." } */
}
