/* A helper of the file releases the older mapping while the newer is live. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void finish(struct page *page, void *addr)
{
	flush_dcache_page(page);
	kunmap_local(addr);
}

void mirror(struct page *a, struct page *b)
{
	void *from = kmap_local_page(a);
	void *to = kmap_local_page(b);

	memcpy(to, from, PAGE_SIZE);
	finish(a, from); /* { dg-warning "releases 'from' while the newer mapping 'to' is still live .kmap-order." } */
	finish(b, to);
}
