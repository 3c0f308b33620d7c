/* folio_zero_tail of a full page gives its address back, one past the
 * page. Seen in hostfs_read_folio(), fs/hostfs/hostfs_kern.c of Linux
 * 6.12. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

long read_file(int fd, char *buf, unsigned long size);

int fill(struct folio *folio, int fd)
{
	char *buf = kmap_local_folio(folio, 0);
	long n = read_file(fd, buf, PAGE_SIZE);

	if (n < 0)
		n = 0;
	buf = folio_zero_tail(folio, n, buf + n);
	kunmap_local(buf); /* { dg-warning "is given .*one past the page mapped as 'buf' .kmap-bad-unmap." } */
	return 0;
}
