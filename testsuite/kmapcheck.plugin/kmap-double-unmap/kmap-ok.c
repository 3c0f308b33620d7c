/* kunmap of the page once on each path. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int copy_name(struct page *page, char *to)
{
	char *p = kmap(page);

	memcpy(to, p, 8);
	if (!to[0]) {
		kunmap(page);
		return 0;
	}
	kunmap(page);
	return 1;
}
