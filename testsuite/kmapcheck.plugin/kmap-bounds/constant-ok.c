/* The last eight bytes of the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

u64 last(struct page *page)
{
	char *p = kmap_local_page(page);
	u64 v = *(u64 *)(p + 4088);

	kunmap_local(p);
	return v;
}
