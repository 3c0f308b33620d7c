/* kmap() mappings have no order: an array of them is emptied from its start. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void gather(struct page **pages, void **maps, int n)
{
	int i;

	if (n < 5)
		return;
	for (i = 0; i < n; i++)
		maps[i] = kmap(pages[i]);
	memset(maps[0], 0, 64);
	for (i = 0; i < n; i++)
		kunmap(pages[i]);
}
