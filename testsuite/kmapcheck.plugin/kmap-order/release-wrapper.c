/* folio_release_kmap of the older mapping while the newer is live. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void rename_entry(struct folio *old, struct folio *new)
{
	u32 *from = kmap_local_folio(old, 0);
	u32 *to = kmap_local_folio(new, 64);

	*to = *from;
	folio_release_kmap(old, from); /* { dg-warning "releases 'from' while the newer mapping 'to' is still live .kmap-order." } */
	folio_release_kmap(new, to);
}
