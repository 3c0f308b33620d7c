/* Nothing fails, nothing is told. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { scan-output-not "(HIGHMEM|highmem)" } } */
#include "kernel.h"

void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	*p = 0;
	kunmap_local(p);
}
