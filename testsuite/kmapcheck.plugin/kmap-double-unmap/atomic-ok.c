/* kunmap_atomic once. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int swap_first(struct page *page, int v)
{
	int *p = kmap_atomic(page), old = *p;

	*p = v;
	kunmap_atomic(p);
	if (old == v)
		return 0;
	return old;
}
