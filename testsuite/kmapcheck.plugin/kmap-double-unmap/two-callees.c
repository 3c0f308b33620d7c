/* Two helpers of the file release the same mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void done(void *p)
{
	kunmap_local(p);
}

static noinline int fail(void *p, int err)
{
	done(p);
	return err;
}

int run(struct page *page)
{
	int *p = kmap_local_page(page);
	int v = *p;

	if (v)
		fail(p, v);
	done(p); /* { dg-warning "releases 'p', which was released before .kmap-double-unmap." } */
	return v;
}
