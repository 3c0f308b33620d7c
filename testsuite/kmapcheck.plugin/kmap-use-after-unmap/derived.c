/* Read through a pointer that was derived from the mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int tail(struct page *page, int off)
{
	char *base = kmap_local_page(page);
	char *last = base + (off & 1023);

	kunmap_local(base);
	return *last; /* { dg-warning "is read after its release .kmap-use-after-unmap." } */
}
