/* A mapping of the caller, released here and then read. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

u32 entry_done(struct folio *folio, u32 *entry)
{
	folio_release_kmap(folio, entry);
	return entry[1]; /* { dg-warning "'entry' is read after its release .kmap-use-after-unmap." } */
}
