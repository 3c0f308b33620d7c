/* The address of a local buffer was never mapped. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int digest(struct page *page)
{
	u8 sum[16], *p = kmap_local_page(page);

	memcpy(sum, p, sizeof(sum));
	kunmap_local(sum); /* { dg-warning "is given 'sum', which was never mapped .kmap-bad-unmap." } */
	kunmap_local(p);
	return sum[0];
}
