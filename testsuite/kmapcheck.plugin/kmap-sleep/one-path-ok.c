/* The page is released before sleeping on every path. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void settle(struct page *page, struct completion *done, bool quick)
{
	int *p = kmap_atomic(page);

	p[0] = 0;
		kunmap_atomic(p);
	wait_for_completion(done);
	if (quick)
		flush_dcache_page(page);
}
