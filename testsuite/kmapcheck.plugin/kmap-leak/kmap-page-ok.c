/* The same, released. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int fill(struct page **pages)
{
	char *p = kmap(pages[0]);

	p[0] = 1;
	kunmap(pages[0]);
	return 0;
}
