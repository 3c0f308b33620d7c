/* An address kept as unsigned long is forgotten. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int peek(struct page *page, int want)
{
	unsigned long addr = (unsigned long)kmap_local_page(page);
	int have = *(int *)addr;

	if (have != want) {
		return -EAGAIN; /* { dg-warning "'addr', mapped by 'kmap_local_page', is still live when 'peek' returns .kmap-leak." } */
	}
	kunmap_local((void *)addr);
	return 0;
}
