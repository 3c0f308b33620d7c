/* Addresses kept as unsigned long. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void zero_both(struct page *a, struct page *b)
{
	unsigned long one = (unsigned long)kmap_local_page(a);
	unsigned long two = (unsigned long)kmap_local_page(b);

	memset((void *)one, 0, 8);
	memset((void *)two, 0, 8);
	kunmap_local((void *)one); /* { dg-warning "releases 'one' while the newer mapping 'two' is still live .kmap-order." } */
	kunmap_local((void *)two);
}
