/* Two pages of a larger folio are mapped one after the other. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void load(struct page *page, struct page *next, char *to)
{
	char *p = kmap_local_page(page);

	memcpy(to, p, PAGE_SIZE);
	kunmap_local(p);
	p = kmap_local_page(next);
	memcpy(to + PAGE_SIZE, p, PAGE_SIZE);
	kunmap_local(p);
}
