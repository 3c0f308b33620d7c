/* Kept in an array of the file. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static void *slots[4];

int cache(struct page *page, unsigned int n)
{
	char *p = kmap_atomic(page);
	int v = p[0];

	slots[n & 3] = p; /* { dg-warning "'p', a mapping of this thread alone, is stored in static storage 'slots.*' .kmap-escape." } */
	kunmap_atomic(p);
	return v + !slots[0];
}
