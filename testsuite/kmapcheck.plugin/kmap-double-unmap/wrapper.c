/* folio_release_kmap releases, too. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void forget(struct folio *folio)
{
	char *p = kmap_local_folio(folio, 0);

	p[0] = 0;
	kunmap_local(p);
	folio_release_kmap(folio, p); /* { dg-warning "releases 'p', which was released before .kmap-double-unmap." } */
}
