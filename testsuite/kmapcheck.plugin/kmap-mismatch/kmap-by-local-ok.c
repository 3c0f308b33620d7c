/* kmap is released by kunmap. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void copy_in(struct page *page, const char *from)
{
	char *p = kmap(page);

	memcpy(p, from, 4);
	kunmap(page);
}
