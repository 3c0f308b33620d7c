/* Read before the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>

int first_byte(struct page *page)
{
	char *p = kmap_local_page(page);
	int v = *p;

	kunmap_local(p);
	return v;
}
