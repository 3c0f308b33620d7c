/* kmap_atomic left behind leaves preemption off too. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int test_bit_of(struct page *page, int nr)
{
	u8 *map = kmap_atomic(page);

	if (map[nr & 4095] & 1) {
		return 1; /* { dg-warning "'map', mapped by 'kmap_atomic', is still live when 'test_bit_of' returns .kmap-leak." } */
	}
	kunmap_atomic(map);
	return 0;
}
