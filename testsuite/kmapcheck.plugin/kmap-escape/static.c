/* Kept in a static variable, which every thread sees. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static u8 *last;

void remember(struct page *page)
{
	u8 *p = kmap_local_page(page);

	last = p; /* { dg-warning "'p', a mapping of this thread alone, is stored in static storage 'last' .kmap-escape." } */
	kunmap_local(p);
}
