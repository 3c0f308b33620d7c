/* kmap of a page that is not released when the check fails. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int attach(struct page *page)
{
	u32 *p = kmap(page);

	if (p[0] > 4) {
		return -EINVAL; /* { dg-warning "'p', mapped by 'kmap', is still live when 'attach' returns .kmap-leak." } */
	}
	kunmap(page);
	return 0;
}
