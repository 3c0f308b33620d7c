/* folio_release_kmap in reverse order. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void rename_entry(struct folio *old, struct folio *new)
{
	u32 *from = kmap_local_folio(old, 0);
	u32 *to = kmap_local_folio(new, 64);

	*to = *from;
	folio_release_kmap(new, to);
	folio_release_kmap(old, from);
}
