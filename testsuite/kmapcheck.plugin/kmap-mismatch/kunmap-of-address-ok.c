/* kunmap is given the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int head(struct page *page)
{
	int *p = kmap(page), v = *p;

	kunmap(page);
	return v;
}
