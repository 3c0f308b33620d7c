/* The tail is zeroed only where there is one. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int fill(struct folio *folio, long n)
{
	char *buf = kmap_local_folio(folio, 0);

	if (n < 0 || n > PAGE_SIZE)
		n = 0;
	if (n < PAGE_SIZE)
		buf = folio_zero_tail(folio, n, buf + n);
	kunmap_local(buf);
	return 0;
}
