/* memcpy_page needs two slots of its own, and two are left. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#define N 14

void fan(struct page **pages)
{
	void *maps[N];
	int i;

	for (i = 0; i < N; i++)
		maps[i] = kmap_local_page(pages[i]);
	memcpy_page(pages[0], 0, pages[1], 0, 64);
	while (--i >= 0)
		kunmap_local(maps[i]);
}
