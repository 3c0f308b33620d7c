/* What returns a number returns no address. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int entry(void *file, unsigned long nr, void *kaddr);

int find_entry(void *file, unsigned long nr, struct page *page)
{
	void *kaddr = kmap_local_page(page);

	return entry(file, nr, kaddr);	/* { dg-warning "'kaddr', mapped by 'kmap_local_page', is still live when 'find_entry' returns" } */
}
