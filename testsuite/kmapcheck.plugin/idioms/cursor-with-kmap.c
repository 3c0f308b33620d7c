/* kunmap takes the page, so the cursor may run. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void fill(struct page *page)
{
	u32 *p = kmap(page);
	u32 *end = p + 1024;

	while (p < end)
		*p++ = 7;
	kunmap(page);
}
