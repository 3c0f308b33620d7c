/* Two paths, both correct. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void clear(struct page *page, int n)
{
	char *p = kmap_local_page(page);

	if (n)
		p[0] = 0;
	else
		p[1] = 0;
	kunmap_local(p);
}
