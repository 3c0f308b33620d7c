/* Cleared from the middle, but a whole page long. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	memset(p + 2048, 0, 4096); /* { dg-warning "(access|read|write) of 4096 bytes at offset 2048 of 'p' leaves the mapped page .kmap-bounds." } */
	kunmap_local(p);
}
