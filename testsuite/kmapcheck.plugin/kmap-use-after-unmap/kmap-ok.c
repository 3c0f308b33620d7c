/* The address is read before kunmap of its page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int word(struct page *page)
{
	int *p = kmap(page), v = p[0];

	v += p[1];
	kunmap(page);
	return v;
}
