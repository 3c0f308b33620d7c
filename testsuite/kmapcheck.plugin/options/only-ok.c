/* Only other rules than the one broken are switched on. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-only=order,kmap-leak" } */
#include "kernel.h"

void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	p[0] = 0;
	kunmap_local(p);
	kunmap_local(p);
}
