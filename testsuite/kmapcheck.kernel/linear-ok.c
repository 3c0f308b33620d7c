/* Real headers: sg_set_page of the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>
#include <linux/scatterlist.h>

int hash(struct page *page, struct scatterlist *sg)
{
	int *p = kmap_local_page(page), v = *p;

	sg_set_page(sg, page, PAGE_SIZE, 0);
	kunmap_local(p);
	return v;
}
