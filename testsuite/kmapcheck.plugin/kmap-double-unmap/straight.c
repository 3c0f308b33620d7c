/* Released twice in a row. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	p[0] = 0;
	kunmap_local(p);
	kunmap_local(p); /* { dg-warning "'kunmap_local' releases 'p', which was released before .kmap-double-unmap." } */
}
