/* An array of mappings emptied in the order in which it was filled. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void gather(struct page **pages, char *to)
{
	char *maps[4];
	int i;

	for (i = 0; i < 4; i++)
		maps[i] = kmap_local_page(pages[i]);
	for (i = 0; i < 4; i++)
		to[i] = maps[i][0];
	for (i = 0; i < 4; i++)
		kunmap_local(maps[i]); /* { dg-warning "while the newer mapping .* is still live .kmap-order." } */
}
