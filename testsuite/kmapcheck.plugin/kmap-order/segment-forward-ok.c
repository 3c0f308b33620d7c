/* Five mappings or more, emptied from the newest to the oldest. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void gather(struct page **pages, int n)
{
	void *maps[16];
	int i;

	if (n < 5 || n > 16)
		return;
	for (i = 0; i < n; i++)
		maps[i] = kmap_local_page(pages[i]);
	memset(maps[0], 0, 64);
	for (i = n - 1; i >= 0; i--)
		kunmap_local(maps[i]);
}
