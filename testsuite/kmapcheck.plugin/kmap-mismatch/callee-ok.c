/* The putter of the file belongs to the getter. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline u8 *row(struct page *page)
{
	return kmap_local_page(page);
}

static noinline void row_put(u8 *row)
{
	kunmap_local(row);
}

int use(struct page *page)
{
	u8 *r = row(page);
	int v = r[3];

	row_put(r);
	return v;
}
