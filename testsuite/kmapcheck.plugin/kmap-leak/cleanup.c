/* The pointer with the cleanup was emptied before it ran. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static inline void unmap_p(void *p)
{
	if (*(void **)p)
		kunmap_local(*(void **)p);
}

int peek(struct page *page)
{
	u8 *p __cleanup(unmap_p) = kmap_local_page(page);
	int v = p[0];

	p = NULL;
	return v; /* { dg-warning "'p', mapped by 'kmap_local_page', is still live when 'peek' returns .kmap-leak." } */
}
