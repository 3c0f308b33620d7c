/* The last eight bytes are not all in the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

u64 last(struct page *page)
{
	char *p = kmap_local_page(page);
	u64 v = *(u64 *)(p + 4092); /* { dg-warning "(access|read|write) of 8 bytes at offset 4092 of 'p' leaves the mapped page .kmap-bounds." } */

	kunmap_local(p);
	return v;
}
