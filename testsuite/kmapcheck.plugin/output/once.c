/* A mistake on two paths is told of once. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { scan-output-not "kmap-double-unmap.*\n(.*\n)*.*kmap-double-unmap" } } */
#include "kernel.h"

void clear(struct page *page, int n)
{
	char *p = kmap_local_page(page);

	if (n)
		p[0] = 0;
	else
		p[1] = 0;
	kunmap_local(p);
	kunmap_local(p); /* { dg-warning "'kunmap_local' releases 'p', which was released before .kmap-double-unmap." } */
}
