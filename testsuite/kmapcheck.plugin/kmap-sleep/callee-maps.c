/* The getter of the file leaves kmap_atomic on. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void *slot(struct page *page)
{
	return kmap_atomic(page);
}

void store(struct page *page, struct folio *folio)
{
	u32 *s = slot(page);

	folio_lock(folio); /* { dg-warning "'folio_lock' may sleep while 's' is mapped by 'kmap_atomic' .kmap-sleep." } */
	*s = 3;
	folio_unlock(folio);
	kunmap_atomic(s);
}
