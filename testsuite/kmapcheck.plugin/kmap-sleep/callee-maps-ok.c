/* The getter of the file uses kmap_local. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void *slot(struct page *page)
{
	return kmap_local_page(page);
}

void store(struct page *page, struct folio *folio)
{
	u32 *s = slot(page);

	folio_lock(folio);
	*s = 3;
	folio_unlock(folio);
	kunmap_local(s);
}
