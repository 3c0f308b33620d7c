/* sg_set_buf of a buffer of the caller. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void entry(struct page *page, struct scatterlist *sg, u8 *buf)
{
	u8 *p = kmap_local_page(page) + 64;

	buf[0] = p[0];
	sg_set_buf(sg, buf, 16);
	kunmap_local(p);
}
