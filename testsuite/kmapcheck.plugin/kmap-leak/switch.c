/* One case returns without the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int classify(struct page *page)
{
	u8 *p = kmap_local_page(page);

	switch (p[0]) {
	case 0:
		kunmap_local(p);
		return 0;
	case 1:
		return 1; /* { dg-warning "'p', mapped by 'kmap_local_page', is still live when 'classify' returns .kmap-leak." } */
	default:
		break;
	}
	kunmap_local(p);
	return 2;
}
