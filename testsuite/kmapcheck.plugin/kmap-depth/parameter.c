/* As many mappings as the caller says, without a limit. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void all(struct page **pages, void **maps, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		maps[i] = kmap_local_page(pages[i]); /* { dg-warning "mappings nest here without a bound .kmap-depth." } */
	while (i--)
		kunmap_local(maps[i]);
}
