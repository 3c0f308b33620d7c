/* memcpy_from_page maps and releases on its own, inside another mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int inner(struct page *a, struct page *b)
{
	char *p = kmap_local_page(a), buf[16];
	int v;

	memcpy_from_page(buf, b, 32, sizeof(buf));
	memzero_page(b, 0, 64);
	v = p[0] + buf[0];
	kunmap_local(p);
	return v;
}
