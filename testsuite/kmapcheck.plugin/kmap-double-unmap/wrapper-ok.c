/* folio_put does not release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void forget(struct folio *folio)
{
	char *p = kmap_local_folio(folio, 0);

	p[0] = 0;
	kunmap_local(p);
	folio_put(folio);
}
