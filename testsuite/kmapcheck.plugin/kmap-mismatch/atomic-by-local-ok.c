/* kmap_atomic goes with kunmap_atomic. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int get(struct page *page)
{
	int *p = kmap_atomic(page), v = *p;

	kunmap_atomic(p);
	return v;
}
