/* A flag is set after the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void mark(struct page *page)
{
	u8 *p = kmap_local_page(page);

	kunmap_local(p);
	p[7] = 1; /* { dg-warning "'p' is written after its release .kmap-use-after-unmap." } */
	flush_dcache_page(page);
}
