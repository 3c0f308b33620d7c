/* The helper has released the mapping that its caller releases again. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline int parse(u32 *p)
{
	int v = *p;

	kunmap_local(p);
	return v;
}

int read_one(struct page *page)
{
	u32 *p = kmap_local_page(page);
	int v = parse(p);

	kunmap_local(p); /* { dg-warning "'kunmap_local' releases 'p', which was released before .kmap-double-unmap." } */
	return v;
}
