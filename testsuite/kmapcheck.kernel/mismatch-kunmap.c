/* Real headers: a local mapping released by its page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>

void copy_out(struct page *page, char *to)
{
	char *p = kmap_local_page(page);

	memcpy(to, p, 4);
	kunmap(page); /* { dg-warning "'p' was mapped by 'kmap_local_page' but is released by 'kunmap' .kmap-mismatch." } */
}
