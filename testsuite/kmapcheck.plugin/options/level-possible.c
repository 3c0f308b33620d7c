/* At level possible a length that nothing bounds is told of. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible" } */
#include "kernel.h"

void store(struct page *page, const void *data, u32 len)
{
	char *p = kmap_local_page(page);

	memcpy(p, data, len); /* { dg-warning "(access|read|write) of .*'p' (leaves|may leave) the mapped page .kmap-bounds." } */
	kunmap_local(p);
}
