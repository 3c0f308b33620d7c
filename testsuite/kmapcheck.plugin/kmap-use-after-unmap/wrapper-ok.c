/* The name in the entry is compared before folio_release_kmap. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int match(struct folio *folio, const char *name)
{
	char *de = kmap_local_folio(folio, 32);
	int r = memcmp(de, name, 4);

	folio_release_kmap(folio, de);
	return r;
}
