/* An address kept as unsigned long is released on both paths. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int peek(struct page *page, int want)
{
	unsigned long addr = (unsigned long)kmap_local_page(page);
	int have = *(int *)addr;

	if (have != want) {
		kunmap_local((void *)addr);
		return -EAGAIN;
	}
	kunmap_local((void *)addr);
	return 0;
}
