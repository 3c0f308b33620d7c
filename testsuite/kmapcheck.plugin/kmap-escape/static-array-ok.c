/* Kept in an array of the function. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int cache(struct page *page, unsigned int n)
{
	void *slots[4] = { NULL };
	char *p = kmap_atomic(page);
	int v = p[0];

	slots[n & 3] = p;
	kunmap_atomic(p);
	return v + !slots[0];
}
