/* kunmap_local leaves preemption off. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int get(struct page *page)
{
	int *p = kmap_atomic(page), v = *p;

	kunmap_local(p); /* { dg-warning "'p' was mapped by 'kmap_atomic' but is released by 'kunmap_local' .kmap-mismatch." } */
	return v;
}
