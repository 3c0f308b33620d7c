/* A structure that is larger than a page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct table {
	u32 count;
	u32 entry[1024];
};

u32 newest(struct page *page)
{
	struct table *t = kmap_local_page(page);
	u32 v = t->entry[1023]; /* { dg-warning "(access|read|write) of 4 bytes at offset 4096 of 't' leaves the mapped page .kmap-bounds." } */

	kunmap_local(t);
	return v + (t == NULL);
}
