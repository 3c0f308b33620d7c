/* The only holder is a structure of the function itself. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct cursor {
	struct page *page;
	char *at;
};

int first(struct page *page)
{
	struct cursor c = { page, NULL };
	int v;

	c.at = kmap_local_page(c.page);
	v = c.at[0];
	return v; /* { dg-warning "'c.at', mapped by 'kmap_local_page', is still live when 'first' returns .kmap-leak." } */
}
