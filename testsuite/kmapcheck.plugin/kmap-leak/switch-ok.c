/* Every case reaches the release. */
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
		kunmap_local(p);
		return 1;
	default:
		break;
	}
	kunmap_local(p);
	return 2;
}
