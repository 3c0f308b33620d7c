/* The inner mapping is gone, the outer kmap_atomic is not. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void merge(struct page *a, struct page *b)
{
	u8 *to = kmap_atomic(a);
	u8 *from = kmap_atomic(b);

	to[0] = from[0];
	kunmap_atomic(from);
	msleep(1); /* { dg-warning "'msleep' may sleep while 'to' is mapped by 'kmap_atomic' .kmap-sleep." } */
	kunmap_atomic(to);
}
