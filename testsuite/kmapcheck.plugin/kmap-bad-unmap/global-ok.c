/* The table of zeroes stands in for the mapping and is told apart. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static char zeroes[4096];

void send(struct page *page, char *to)
{
	char *from = page ? kmap_local_page(page) : zeroes;

	memcpy(to, from, 64);
	if (page)
		kunmap_local(from);
}
