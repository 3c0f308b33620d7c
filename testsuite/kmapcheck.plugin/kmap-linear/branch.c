/* One branch bounces, the other hands out the mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void queue(struct scatterlist *sg, struct page *page, u8 *bounce, bool small)
{
	u8 *p = kmap_local_page(page);
	u8 *use = p;

	if (small) {
		memcpy(bounce, p, 64);
		use = bounce;
	}
	sg_init_one(sg, use, small ? 64 : 4096); /* { dg-warning "'sg_init_one' takes '.*' for a linear-map address .kmap-linear." } */
	kunmap_local(p);
}
