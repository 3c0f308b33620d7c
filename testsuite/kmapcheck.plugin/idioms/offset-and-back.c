/* The offset is a field that does not change between map and release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void copy_in(struct page *page, struct scatter_walk *walk, const char *from)
{
	char *p = kmap_local_page(page) + walk->offset;

	memcpy(p, from, 4);
	kunmap_local(p - walk->offset);
	walk->offset += 4;
}
