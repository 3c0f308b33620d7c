/* An address kept as unsigned long, with flags in its low bits. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int locked(struct page *page)
{
	unsigned long addr = (unsigned long)kmap_local_page(page);
	int v = *(int *)addr;

	addr |= 1;
	if (v)
		addr |= 2;
	kunmap_local((void *)(addr & PAGE_MASK));
	return (addr & 2) != 0;
}
