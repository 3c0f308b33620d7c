/* A putter of the caller's mapping releases it once on each path. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void entry_put(struct folio *folio, void *entry, bool log)
{
	if (log) {
		_printk("entry\n");
		kunmap_local(entry);
	}
	else
	kunmap_local(entry);
	folio_put(folio);
}
