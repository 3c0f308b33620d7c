/* Real headers: one release on every path. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>

void clear(struct page *page, bool all)
{
	char *p = kmap_local_page(page);

	memset(p, 0, 64);
	kunmap_local(p);
	if (all)
		clear_highpage(page);
}
