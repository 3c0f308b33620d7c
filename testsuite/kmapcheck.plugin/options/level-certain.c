/* At level certain a finding that rests on an assumption is not printed. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=certain" } */
#include "kernel.h"

void entry_put(struct folio *folio, void *entry, int again)
{
	kunmap_local(entry);
	if (again)
		kunmap_local(entry);
	folio_put(folio);
}
