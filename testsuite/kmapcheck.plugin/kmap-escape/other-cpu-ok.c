/* Another CPU is told to use the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void poke(void *info);

void broadcast(struct page *page)
{
	void *p = kmap_local_page(page);

	memset(p, 0, 8);
	smp_call_function_single(1, poke, page, 1);
	kunmap_local(p);
}
