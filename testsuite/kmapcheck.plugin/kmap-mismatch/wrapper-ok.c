/* kunmap_atomic, then folio_put. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int count(struct folio *folio)
{
	int *p = kmap_atomic(&folio->page), v = *p;

	kunmap_atomic(p);
	folio_put(folio);
	return v;
}
