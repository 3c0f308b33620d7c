/* The loop that empties the array goes down to zero. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int spread(struct page **pages)
{
	u8 *maps[3];
	int i, sum = 0;

	for (i = 0; i < 3; i++)
		maps[i] = kmap_local_page(pages[i]);
	for (i = 0; i < 3; i++)
		sum += maps[i][0];
	for (i = 2; i >= 0; i--)
		kunmap_local(maps[i]);
	return sum;
}
