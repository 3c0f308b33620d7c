/* Sixteen mappings in the caller, one more in the helper. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#define N 16

static noinline int first(struct page *page)
{
	int *p = kmap_local_page(page);
	int v = *p;

	kunmap_local(p);
	return v;
}

void fan(struct page **pages)
{
	void *maps[N];
	int i;

	for (i = 0; i < N; i++)
		maps[i] = kmap_local_page(pages[i]);
	*(int *)maps[0] = first(pages[N]); /* { dg-warning "17 mappings are nested here, but the kernel has 16 slots .kmap-depth." } */
	while (--i >= 0)
		kunmap_local(maps[i]);
}
