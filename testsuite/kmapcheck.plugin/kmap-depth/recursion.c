/* Each level of the recursion holds a mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int walk(struct page **table, int level)
{
	u32 *p = kmap_local_page(table[level]);
	u32 next = p[0];

	if (next)
		level = walk(table, next); /* { dg-warning "mappings nest here without a bound .kmap-depth." } */
	kunmap_local(p);
	return level;
}
