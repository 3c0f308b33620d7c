/* A limit of 20 mappings is more than there are slots. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#define LIMIT 20

void gather(struct page **pages, int n)
{
	void *maps[LIMIT];
	int i;

	if (n > LIMIT)
		n = LIMIT;
	for (i = 0; i < n; i++)
		maps[i] = kmap_local_page(pages[i]); /* { dg-warning "mappings are nested here, but the kernel has 16 slots .kmap-depth." } */
	while (--i >= 0)
		kunmap_local(maps[i]);
}
