/* Real headers: more mappings than there are slots, with or without guards. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>

#define N 40

void fan(struct page **pages)
{
	void *maps[N];
	int i;

	for (i = 0; i < N; i++)
		maps[i] = kmap_local_page(pages[i]); /* { dg-warning "mappings are nested here, but the kernel has [0-9]+ slots .kmap-depth." } */
	while (--i >= 0)
		kunmap_local(maps[i]);
}
