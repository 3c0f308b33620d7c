/* The tail is zeroed only where there is one. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

long read_file(int fd, char *buf, unsigned long size);

int fill(struct folio *folio, int fd)
{
	char *buf = kmap_local_folio(folio, 0);
	long n = read_file(fd, buf, PAGE_SIZE);

	if (n < 0)
		n = 0;
	if (n < PAGE_SIZE)
		buf = folio_zero_tail(folio, n, buf + n);
	kunmap_local(buf);
	return 0;
}
