/* As many mappings as the caller says, up to eight. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void all(struct page **pages, void **maps, unsigned int n)
{
	unsigned int i;

	if (n > 8)
		return;
	for (i = 0; i < n; i++)
		maps[i] = kmap_local_page(pages[i]);
	while (i--)
		kunmap_local(maps[i]);
}
