/* One mapping serves as source and target when both pages are the same.
 * Shape of memcpy_sglist(), crypto/scatterwalk.c of Linux 6.12. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void move(struct page *to, struct page *from)
{
	char *src = kmap_local_page(from), *dst = src;

	if (to != from)
		dst = kmap_local_page(to);
	memmove(dst + 64, src, 64);
	if (to != from)
		kunmap_local(dst);
	kunmap_local(src);
}
