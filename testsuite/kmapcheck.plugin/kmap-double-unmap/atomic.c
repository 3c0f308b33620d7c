/* kunmap_atomic twice: the preemption count goes wrong everywhere. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int swap_first(struct page *page, int v)
{
	int *p = kmap_atomic(page), old = *p;

	*p = v;
	kunmap_atomic(p);
	if (old == v)
		kunmap_atomic(p); /* { dg-warning "'kunmap_atomic' releases 'p', which was released before .kmap-double-unmap." } */
	return old;
}
