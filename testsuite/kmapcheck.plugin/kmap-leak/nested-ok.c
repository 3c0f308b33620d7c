/* Functions within functions that are namesakes are two functions. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void first(struct page *page)
{
	void put(char *p)
	{
		kunmap_local(p);
	}

	put(kmap_local_page(page));
}

void second(struct page *page)
{
	char *p = kmap_local_page(page);

	void put(char *q)
	{
		*q = 0;
		kunmap_local(q);
	}

	put(p);
}
