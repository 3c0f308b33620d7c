/* The derived pointer is read before the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int tail(struct page *page, int off)
{
	char *base = kmap_local_page(page);
	char *last = base + (off & 1023);
	int v = *last;

	kunmap_local(base);
	return v;
}
