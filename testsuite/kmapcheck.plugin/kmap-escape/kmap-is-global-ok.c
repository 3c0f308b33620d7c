/* kmap is for every thread: a static variable may hold it. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static u8 *bitmap;

int init(struct page *page)
{
	u8 *p = kmap(page);

	bitmap = p;
	if (p[0])
		return 0;
	bitmap = NULL;
	kunmap(page);
	return -EIO;
}
