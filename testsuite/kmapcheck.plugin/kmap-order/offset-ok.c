/* Released by addresses inside the page, in reverse. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void shift(struct page *a, struct page *b, unsigned int off)
{
	char *from, *to;

	off &= 2047;
	from = kmap_local_page(a) + off;
	to = kmap_local_page(b) + 16;
	memcpy(to, from, 64);
	kunmap_local(to);
	kunmap_local(from);
}
