/* Findings come in the order of their lines. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { scan-output "kmap-double-unmap.*\n(.*\n)*.*kmap-use-after-unmap" } } */
#include "kernel.h"

void one(struct page *page)
{
	char *p = kmap_local_page(page);

	*p = 0;
	kunmap_local(p);
	kunmap_local(p); /* { dg-warning "'kunmap_local' releases 'p', which was released before .kmap-double-unmap." } */
}

int two(struct page *page)
{
	char *q = kmap_local_page(page);

	kunmap_local(q);
	return *q; /* { dg-warning "'q' is read after its release .kmap-use-after-unmap." } */
}
