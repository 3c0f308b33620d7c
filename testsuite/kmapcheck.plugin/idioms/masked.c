/* The cursor may stand anywhere in the page; its page's start is released. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void fill(struct page *page, unsigned int n)
{
	char *p = kmap_local_page(page);

	for (n &= 1023; n > 0; n--)
		*p++ = n;
	kunmap_local(PTR_ALIGN_DOWN(p, PAGE_SIZE));
}
