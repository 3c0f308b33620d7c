/* Two pages of a larger folio are not both mapped. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void load(struct page *page, struct page *next, char *to)
{
	char *p = kmap_local_page(page);

	memcpy(to, p, 2 * PAGE_SIZE); /* { dg-warning "(access|read|write) of 8192 bytes at offset 0 of 'p' leaves the mapped page .kmap-bounds." } */
	kunmap_local(p);
}
