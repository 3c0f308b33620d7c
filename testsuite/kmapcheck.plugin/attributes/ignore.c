/* Another function's annotation does not count. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#include "../../../plugin/kmapcheck.h"

KMAPCHECK_IGNORE("the twin of clear")
void other(struct page *page);

void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	kunmap_local(p);
	kunmap_local(p); /* { dg-warning "'kunmap_local' releases 'p', which was released before .kmap-double-unmap." } */
}
