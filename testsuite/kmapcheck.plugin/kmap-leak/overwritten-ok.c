/* The variable is given another mapping after the first is gone. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void both(struct page *a, struct page *b)
{
	char *p = kmap_local_page(a);

	p[0] = 0;
	kunmap_local(p);
	p = kmap_local_page(b);
	p[0] = 0;
	kunmap_local(p);
}
