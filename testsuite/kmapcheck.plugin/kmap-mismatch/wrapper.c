/* folio_release_kmap is kunmap_local within. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int count(struct folio *folio)
{
	int *p = kmap_atomic(&folio->page), v = *p;

	folio_release_kmap(folio, p); /* { dg-warning "'p' was mapped by 'kmap_atomic' but is released by '.*' .kmap-mismatch." } */
	return v;
}
