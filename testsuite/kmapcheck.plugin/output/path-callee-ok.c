/* Getter and release, nothing to tell. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline u8 *open_page(struct page *page)
{
	return kmap_local_page(page);
}

int peek(struct page *page)
{
	u8 *p = open_page(page);
	int v = p[0];

	v += p[1];
	kunmap_local(p);
	return v;
}
