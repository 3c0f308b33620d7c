/* Real headers: sg_init_one of a mapped address. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>
#include <linux/scatterlist.h>

int hash(struct page *page, struct scatterlist *sg)
{
	int *p = kmap_local_page(page), v = *p;

	sg_init_one(sg, p, PAGE_SIZE); /* { dg-warning "'sg_init_one' takes 'p' for a linear-map address .kmap-linear." } */
	kunmap_local(p);
	return v;
}
