/* kmap has no slot on the thread's stack to give back. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void copy_in(struct page *page, const char *from)
{
	char *p = kmap(page);

	memcpy(p, from, 4);
	kunmap_local(p); /* { dg-warning "'p' was mapped by 'kmap' but is released by 'kunmap_local' .kmap-mismatch." } */
}
