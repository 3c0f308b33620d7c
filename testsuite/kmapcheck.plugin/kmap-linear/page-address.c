/* page_address knows kmap, and not kmap_local (btrfs, 2021). */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void wipe(struct page *page)
{
	void *p = kmap_local_page(page);

	memset(page_address(page), 0, 8); /* { dg-warning "'page_address' of 'page', which is mapped only by 'kmap_local_page' .kmap-linear." } */
	kunmap_local(p);
}
