/* The second address belongs to a mapping of its own. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void two_fields(struct page *page)
{
	char *base = kmap_local_page(page);
	char *second = kmap_local_page(page) + 512;

	base[0] = second[0];
	kunmap_local(second);
	kunmap_local(base);
}
