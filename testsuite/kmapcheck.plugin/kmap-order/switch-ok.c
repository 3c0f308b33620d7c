/* Every case of a switch releases in reverse. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int decode(struct page *a, struct page *b, int kind)
{
	u8 *key = kmap_local_page(a), *val = kmap_local_page(b);
	int sum = key[0] + val[0];

	switch (kind) {
	case 1:
		kunmap_local(val);
		kunmap_local(key);
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
