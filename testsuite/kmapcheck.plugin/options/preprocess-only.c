/* With -E nothing is checked or printed. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-E" } */
/* { dg-final { scan-output-not "kmap-double-unmap" } } */
#include "kernel.h"

void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	kunmap_local(p);
	kunmap_local(p);
}
