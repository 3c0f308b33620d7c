/* The words that robots count stand nowhere. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { scan-output-not "warning|error" } } */
#include "kernel.h"

void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	*p = 0;
	kunmap_local(p);
}
