/* The address is kept and released. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void touch(struct page *page)
{
	void *p = kmap_local_page(page);

	kunmap_local(p);
	flush_dcache_page(page);
}
