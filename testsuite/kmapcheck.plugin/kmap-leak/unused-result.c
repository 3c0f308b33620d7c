/* The address is never kept at all. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void touch(struct page *page)
{
	kmap_local_page(page);
	flush_dcache_page(page);
} /* { dg-warning "mapped by 'kmap_local_page', is .*live.* .kmap-leak." } */
