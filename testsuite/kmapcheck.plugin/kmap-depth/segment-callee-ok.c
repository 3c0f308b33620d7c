/* The callee maps as many pages as it is told: 12. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static void map_all(struct page **pages, void **maps, int n)
{
	int i;

	for (i = 0; i < n; i++)
		maps[i] = kmap_local_page(pages[i]);
}

void gather(struct page **pages, void **maps)
{
	int i;

	map_all(pages, maps, 12);
	for (i = 11; i >= 0; i--)
		kunmap_local(maps[i]);
}
