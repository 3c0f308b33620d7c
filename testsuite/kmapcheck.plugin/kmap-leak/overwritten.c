/* The variable that holds a mapping is given another one. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void both(struct page *a, struct page *b)
{
	char *p = kmap_local_page(a);

	p[0] = 0;
	p = kmap_local_page(b);
	p[0] = 0;
	kunmap_local(p);
} /* { dg-warning "'p', mapped by 'kmap_local_page', is still live when 'both' returns .kmap-leak." } */
