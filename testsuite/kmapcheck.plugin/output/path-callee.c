/* The path goes through the callee that made the mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline u8 *open_page(struct page *page)
{
	return kmap_local_page(page); /* { dg-message "mapped here" } */
}

int peek(struct page *page)
{
	u8 *p = open_page(page);
	int v = p[0];

	kunmap_local(p);
	v += p[1]; /* { dg-warning "'p' is read after its release .kmap-use-after-unmap." } */
	return v;
}
