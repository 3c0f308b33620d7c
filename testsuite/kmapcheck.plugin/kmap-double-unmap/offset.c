/* The second release is by another address in the same page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void two_fields(struct page *page)
{
	char *base = kmap_local_page(page);
	char *second = base + 512;

	base[0] = second[0];
	kunmap_local(base);
	kunmap_local(second); /* { dg-warning "'kunmap_local' releases '.*', which was released before .kmap-double-unmap." } */
}
