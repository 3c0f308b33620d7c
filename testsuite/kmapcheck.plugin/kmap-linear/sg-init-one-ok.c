/* A scatterlist is made over a buffer from kmalloc. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void compress(struct page *page, struct scatterlist *sg, void *buf)
{
	char *src = kmap_local_page(page);

	memcpy(buf, src, PAGE_SIZE);
	kunmap_local(src);
	sg_init_one(sg, buf, PAGE_SIZE);
}
