/* folio_zero_tail of a full page gives its address back, one past the
 * page. Seen in hostfs_read_folio(), fs/hostfs/hostfs_kern.c of Linux
 * 6.12. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int fill(struct folio *folio, long n)
{
	char *buf = kmap_local_folio(folio, 0);

	if (n < 0 || n > PAGE_SIZE)
		n = 0;
	buf = folio_zero_tail(folio, n, buf + n);
	kunmap_local(buf); /* { dg-warning "is given .*one past the page mapped as 'buf' .kmap-bad-unmap." } */
	return 0;
}
