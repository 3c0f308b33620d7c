/* The putter of the file belongs to another kind of mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline u8 *row(struct page *page)
{
	return kmap_atomic(page);
}

static noinline void row_put(u8 *row)
{
	kunmap_local(row);
}

int use(struct page *page)
{
	u8 *r = row(page);
	int v = r[3];

	row_put(r); /* { dg-warning "'r' was mapped by 'kmap_atomic' but is released by '.*' .kmap-mismatch." } */
	return v;
}
