/* Real headers: as few mappings as always fit. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>

#define N 8

void fan(struct page **pages)
{
	void *maps[N];
	int i;

	for (i = 0; i < N; i++)
		maps[i] = kmap_local_page(pages[i]);
	while (--i >= 0)
		kunmap_local(maps[i]);
}
