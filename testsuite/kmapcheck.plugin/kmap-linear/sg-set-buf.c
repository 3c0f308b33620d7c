/* sg_set_buf of an address inside the mapped page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void entry(struct page *page, struct scatterlist *sg, u8 *buf)
{
	u8 *p = kmap_local_page(page) + 64;

	buf[0] = p[0];
	sg_set_buf(sg, p, 16); /* { dg-warning "'sg_set_buf' takes 'p' for a linear-map address .kmap-linear." } */
	kunmap_local(p);
}
