/* A mapping of the caller, read and then released here. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

u32 entry_done(struct folio *folio, u32 *entry)
{
	u32 v = entry[1];

	folio_release_kmap(folio, entry);
	return v;
}
