/* Releases inside a macro, in reverse. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#define DROP(p) do { if (p) kunmap_local(p); } while (0)

void copy_one(struct page *to, struct page *from)
{
	char *src = kmap_local_page(from);
	char *dst = kmap_local_page(to);

	memcpy(dst, src, 64);
	DROP(dst);
	DROP(src);
}
