/* The mapping is kept in a buffer as long as the same page is asked for.
 * Shape of erofs_bread(), fs/erofs/data.c of Linux 6.12. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct buf {
	struct page *page;
	void *base;
};

void *buf_read(struct buf *b, struct page *page, unsigned int off)
{
	if (b->page != page) {
		if (b->base)
			kunmap_local(b->base);
		b->base = NULL;
		b->page = page;
	}
	if (!b->base)
		b->base = kmap_local_page(page);
	return b->base + (off & 4095);
}
