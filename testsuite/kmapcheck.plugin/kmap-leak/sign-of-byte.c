/* GCC asks for a byte's highest bit by its sign. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int first(struct page *page, u8 flags)
{
	char *p = kmap_local_page(page);

	if (flags & 0x80)
		return -EIO; /* { dg-warning "'p', mapped by 'kmap_local_page', is still live" } */
	kunmap_local(p);
	return 0;
}
