/* A local mapping released by its page, as in the module decompressor
 * (2023). */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void copy_out(struct page *page, char *to)
{
	char *p = kmap_local_page(page);

	memcpy(to, p, 4);
	kunmap(page); /* { dg-warning "'p' was mapped by 'kmap_local_page' but is released by 'kunmap' .kmap-mismatch." } */
}
