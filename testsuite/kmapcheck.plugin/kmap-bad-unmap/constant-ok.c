/* The variable is zeroed after the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int next(struct page *page)
{
	u8 *p = kmap_local_page(page), *keep = p;
	int v = *keep;

	kunmap_local(p);
	p = NULL;
	return p ? 0 : v;
}
