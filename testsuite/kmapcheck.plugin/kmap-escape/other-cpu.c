/* Another CPU is told to use the address. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void poke(void *info);

void broadcast(struct page *page)
{
	void *p = kmap_local_page(page);

	memset(p, 0, 8);
	smp_call_function_single(1, poke, p, 1); /* { dg-warning "'p', a mapping of this thread alone, reaches another context through 'smp_call_function_single' .kmap-escape." } */
	kunmap_local(p);
}
