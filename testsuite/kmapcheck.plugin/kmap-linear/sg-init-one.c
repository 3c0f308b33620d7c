/* sg_init_one turns the address into a page by arithmetic (zswap, 2024). */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void compress(struct page *page, struct scatterlist *sg, void *buf)
{
	char *src = kmap_local_page(page);

	sg_init_one(sg, src, PAGE_SIZE); /* { dg-warning "'sg_init_one' takes 'src' for a linear-map address .kmap-linear." } */
	kunmap_local(src);
}
