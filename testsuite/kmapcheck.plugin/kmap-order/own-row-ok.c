/* A function with a row in the API table, where it is made. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int memcmp_pages(struct page *page1, struct page *page2)
{
	char *addr1 = kmap_local_page(page1);
	char *addr2 = kmap_local_page(page2);
	int ret = memcmp(addr1, addr2, PAGE_SIZE);

	kunmap_local(addr2);
	kunmap_local(addr1);
	return ret;
}

int caller(struct page *a, struct page *b)
{
	return memcmp_pages(a, b);
}
