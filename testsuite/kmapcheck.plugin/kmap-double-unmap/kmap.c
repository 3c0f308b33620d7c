/* kunmap of the same page twice. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int copy_name(struct page *page, char *to)
{
	char *p = kmap(page);

	memcpy(to, p, 8);
	if (!to[0]) {
		kunmap(page);
	}
	kunmap(page); /* { dg-warning "'kunmap' releases '.*', which was released before .kmap-double-unmap." } */
	return 1;
}
