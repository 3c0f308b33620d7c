/* The callee maps as many pages as it is told: 20. */
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

	map_all(pages, maps, 20); /* { dg-warning "20 mappings are nested here, but the kernel has 16 slots .kmap-depth." } */
	for (i = 19; i >= 0; i--)
		kunmap_local(maps[i]);
}
