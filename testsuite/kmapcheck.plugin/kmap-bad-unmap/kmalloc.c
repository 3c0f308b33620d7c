/* The bounce buffer of one path is released as if it were mapped. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void emit(struct page *page, bool bounce)
{
	char *p;

	if (bounce) {
		p = kmalloc(4096, GFP_KERNEL);
		if (!p)
			return;
		p[0] = 0;
		kunmap_local(p); /* { dg-warning "is given 'p', which was never mapped .kmap-bad-unmap." } */
		return;
	}
	p = kmap_local_page(page);
	p[0] = 1;
	kunmap_local(p);
}
