/* kmap is for every thread, kmap_local is not. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static u8 *bitmap;

int init(struct page *page)
{
	u8 *p = kmap_local_page(page);

	bitmap = p; /* { dg-warning "'p', a mapping of this thread alone, is stored in static storage 'bitmap' .kmap-escape." } */
	if (p[0])
		return 0;
	bitmap = NULL;
	kunmap_local(p);
	return -EIO;
}
