/* The last word of the page is in it. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

u32 footer(struct page *page)
{
	u32 *p = kmap_local_page(page), *last = p + 1023, v = *last;

	kunmap_local(last);
	return v;
}
