/* One helper of the file releases the mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void done(void *p)
{
	kunmap_local(p);
}

static noinline int fail(void *p, int err)
{
	return err;
}

int run(struct page *page)
{
	int *p = kmap_local_page(page);
	int v = *p;

	if (v)
		fail(p, v);
	done(p);
	return v;
}
