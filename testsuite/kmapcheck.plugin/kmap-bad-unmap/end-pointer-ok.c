/* The last entry that the loop runs to is in the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int used(struct page *page)
{
	u64 *p = kmap_local_page(page);
	u64 *end = p + PAGE_SIZE / sizeof(*p);
	int n = 0;

	end--;
	while (p < end)
		n += *p++ != 0;
	kunmap_local(p);
	return n;
}
