/* The header is looked for before the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int head(struct page *page)
{
	int *p = kmap_local_page(page);
	int v = p[-1]; /* { dg-warning "(access|read|write) of .*'p' (leaves|may leave) the mapped page .kmap-bounds." } */

	kunmap_local(p);
	return v;
}
