/* As many mappings as the caller says, emptied from the front. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void stripe(struct page **pages, int n)
{
	void *maps[8];
	int i;

	if (n < 2 || n > 8)
		return;
	for (i = 0; i < n; i++)
		maps[i] = kmap_local_page(pages[i]);
	memset(maps[0], 0, 64);
	for (i = 0; i < n; i++)
		kunmap_local(maps[i]); /* { dg-warning "while the newer mapping .* is still live .kmap-order." } */
}
