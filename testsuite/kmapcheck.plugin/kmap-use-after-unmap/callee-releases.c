/* The putter of the file has released what is read next. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void page_done(struct page *page, void *addr)
{
	kunmap_local(addr);
	put_page(page);
}

int type(struct page *page)
{
	int *p = kmap_local_page(page), v = p[0];

	page_done(page, p);
	v += p[1]; /* { dg-warning "'p' is read after its release .kmap-use-after-unmap." } */
	return v;
}
