/* A putter of the caller's mapping releases it twice when told to log. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void entry_put(struct folio *folio, void *entry, bool log)
{
	if (log) {
		_printk("entry\n");
		kunmap_local(entry);
	}
	kunmap_local(entry); /* { dg-warning "'kunmap_local' releases 'entry', which was released before .kmap-double-unmap." } */
	folio_put(folio);
}
