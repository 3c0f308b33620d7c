/* The helper of the file is called before the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline int weight(const u8 *p)
{
	return p[0] + p[1];
}

int weigh(struct page *page)
{
	u8 *p = kmap_local_page(page);
	int w = weight(p);

	kunmap_local(p);
	return w;
}
