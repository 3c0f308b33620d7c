/* The structure's mapping is released before the function returns. */
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
	kunmap_local(c.at);
	return v;
}
