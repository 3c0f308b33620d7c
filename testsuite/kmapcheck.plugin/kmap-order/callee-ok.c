/* A helper of the file releases the newer mapping, then its caller the
 * older. */
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
	finish(b, to);
	finish(a, from);
}
