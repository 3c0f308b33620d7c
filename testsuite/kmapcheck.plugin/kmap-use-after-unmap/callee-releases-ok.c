/* What is wanted is read before the putter of the file. */
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

	v += p[1];
	page_done(page, p);
	return v;
}
