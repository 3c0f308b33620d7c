/* A function that releases its caller's mapping on all paths. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int consume(struct folio *folio, u8 *data, int n)
{
	if (data[0] != n) {
		folio_release_kmap(folio, data);
		return -EIO;
	}
	folio_release_kmap(folio, data);
	return 0;
}
