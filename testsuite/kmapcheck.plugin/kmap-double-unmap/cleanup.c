/* Released by hand and by the cleanup. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static inline void unmap_p(void *p)
{
	if (*(void **)p)
		kunmap_local(*(void **)p);
}

int head(struct page *page)
{
	int *p __cleanup(unmap_p) = kmap_local_page(page); /* { dg-warning "releases 'p', which was released before .kmap-double-unmap." } */
	int v = *p;

	kunmap_local(p);
	return v;
}
