/* Wrappers in static inlines, released in reverse. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static inline u32 *table_map(struct page *page, unsigned int at)
{
	return (u32 *)(kmap_local_page(page) + at);
}

static inline void table_unmap(u32 *table)
{
	kunmap_local(table);
}

u32 sum(struct page *a, struct page *b)
{
	u32 *lo = table_map(a, 16), *hi = table_map(b, 32);
	u32 total = *lo + *hi;

	table_unmap(hi);
	table_unmap(lo);
	return total;
}
