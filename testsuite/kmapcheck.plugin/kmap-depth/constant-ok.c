/* A limit of 16 mappings is as many as there are slots. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#define LIMIT 16

void gather(struct page **pages, int n)
{
	void *maps[LIMIT];
	int i;

	if (n > LIMIT)
		n = LIMIT;
	for (i = 0; i < n; i++)
		maps[i] = kmap_local_page(pages[i]);
	while (--i >= 0)
		kunmap_local(maps[i]);
}
