/* The getter of the file hides that the address is a mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline u32 *regs(struct page *page)
{
	return kmap_local_page(page);
}

static u32 *cached;

void refresh(struct page *page)
{
	u32 *r = regs(page);

	cached = r; /* { dg-warning "'r', a mapping of this thread alone, is stored in static storage 'cached' .kmap-escape." } */
	kunmap_local(r);
}
