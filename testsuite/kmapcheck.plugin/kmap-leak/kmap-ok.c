/* kmap of a page that is released when the check fails. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int attach(struct page *page)
{
	u32 *p = kmap(page);

	if (p[0] > 4) {
		kunmap(page);
		return -EINVAL;
	}
	kunmap(page);
	return 0;
}
