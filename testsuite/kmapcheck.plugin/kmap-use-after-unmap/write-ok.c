/* The flag is set before the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void mark(struct page *page)
{
	u8 *p = kmap_local_page(page);

	p[7] = 1;
	kunmap_local(p);
	flush_dcache_page(page);
}
