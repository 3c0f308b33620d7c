/* A putter of the file releases only what is not marked; the other path
 * leaks. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void put(u32 *entry, bool keep)
{
	if (!keep)
		kunmap_local(entry);
}

int visit(struct page *page, bool keep)
{
	u32 *entry = kmap_local_page(page);
	int type = *entry & 15;

	put(entry, keep);
	return type; /* { dg-warning "'entry', mapped by 'kmap_local_page', is still live when 'visit' returns .kmap-leak." } */
}
