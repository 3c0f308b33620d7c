/* kmap_local_page never gives NULL: the path for that is dead. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int head(struct page *page)
{
	int *p = kmap_local_page(page);
	int v;

	if (!p)
		return -ENOMEM;
	v = *p;
	kunmap_local(p);
	return v;
}
