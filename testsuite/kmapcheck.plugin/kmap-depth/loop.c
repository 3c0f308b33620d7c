/* Seventeen mappings, one more than there are slots. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void wide(struct page **pages)
{
	u8 *maps[17];
	int i;

	for (i = 0; i < 17; i++)
		maps[i] = kmap_local_page(pages[i]); /* { dg-warning "17 mappings are nested here, but the kernel has 16 slots .kmap-depth." } */
	for (i = 16; i >= 0; i--)
		kunmap_local(maps[i]);
}
