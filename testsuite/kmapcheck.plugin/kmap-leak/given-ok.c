/* What takes the address alone, or with its page, may release it. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void put_map(char *p);
void put_page_map(struct page *page, char *p);

int read_keys(struct page *page, int both)
{
	char *p = kmap_local_page(page);

	if (both)
		put_page_map(page, p);
	else
		put_map(p);
	return 0;
}
