/* page_address knows kmap. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void wipe(struct page *page)
{
	kmap(page);

	memset(page_address(page), 0, 8);
	kunmap(page);
}
