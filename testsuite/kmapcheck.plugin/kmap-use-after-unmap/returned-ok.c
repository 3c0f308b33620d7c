/* What the address pointed to is the result. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int lookup(struct page *page)
{
	u8 *p = kmap_local_page(page);
	int v = *p;

	kunmap_local(p);
	return v;
}
