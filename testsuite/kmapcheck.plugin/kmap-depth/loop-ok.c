/* Sixteen mappings fill the slots. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void wide(struct page **pages)
{
	u8 *maps[16];
	int i;

	for (i = 0; i < 16; i++)
		maps[i] = kmap_local_page(pages[i]);
	for (i = 15; i >= 0; i--)
		kunmap_local(maps[i]);
}
