/* But that of kmap() may be released by whoever has the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void note_dirty(struct page *page);

void clear_first(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	char *p;

	if (!page)
		return;
	p = kmap(page);
	p[0] = 0;
	note_dirty(page);
}
