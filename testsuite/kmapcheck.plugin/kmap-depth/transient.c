/* memcpy_page needs two slots of its own, and only one is left. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#define N 15

void fan(struct page **pages)
{
	void *maps[N];
	int i;

	for (i = 0; i < N; i++)
		maps[i] = kmap_local_page(pages[i]);
	memcpy_page(pages[0], 0, pages[1], 0, 64); /* { dg-warning "17 mappings are nested here, but the kernel has 16 slots .kmap-depth." } */
	while (--i >= 0)
		kunmap_local(maps[i]);
}
