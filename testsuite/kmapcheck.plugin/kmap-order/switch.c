/* One case of a switch has the releases swapped. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int decode(struct page *a, struct page *b, int kind)
{
	u8 *key = kmap_local_page(a), *val = kmap_local_page(b);
	int sum = key[0] + val[0];

	switch (kind) {
	case 1:
		kunmap_local(key); /* { dg-warning "releases 'key' while the newer mapping 'val' is still live .kmap-order." } */
		kunmap_local(val);
		return sum;
	case 2:
		sum *= 2;
		/* fall through */
	default:
		kunmap_local(val);
		kunmap_local(key);
		return -sum;
	}
}
