/* Assembly writes through p before it is released. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void zero(struct page *page)
{
	void *p = kmap_local_page(page);

	asm("" : "=m" (*(char *)p));
	kunmap_local(p);
}
