/* A byte's highest bit, asked for twice. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int first(struct page *page, u8 flags)
{
	char *p = NULL;
	int c = 0;

	if (flags & 0x80)
		p = kmap_local_page(page);
	if (p)
		c = p[0];
	if (flags & 0x80)
		kunmap_local(p);
	return c;
}
