/* kmap_atomic released on both paths. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int test_bit_of(struct page *page, int nr)
{
	u8 *map = kmap_atomic(page);

	if (map[nr & 4095] & 1) {
		kunmap_atomic(map);
		return 1;
	}
	kunmap_atomic(map);
	return 0;
}
