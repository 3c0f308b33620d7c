/* A helper of the file makes a scatterlist of what it is given. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void one_buffer(struct scatterlist *sg, void *data)
{
	sg_init_one(sg, data, 512);
}

void hash(struct page *page, struct scatterlist *sg, void *buf)
{
	void *p = kmap_local_page(page);

	memcpy(buf, p, 512);
	one_buffer(sg, p); /* { dg-warning "takes 'p' for a linear-map address .kmap-linear." } */
	kunmap_local(p);
}
