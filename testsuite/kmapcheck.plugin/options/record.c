/* Without arguments there is a record of the functions that map. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { has-section .discard.kmapcheck } } */
/* { dg-final { scan-record "func @clear" } } */
#include "kernel.h"

void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	*p = 0;
	kunmap_local(p);
}
