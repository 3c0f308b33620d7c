/* With -Werror a finding is an error, as every warning. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-Werror" } */
/* { dg-error "kmap-double-unmap" "" {} 0 } */
#include "kernel.h"

void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	kunmap_local(p);
	kunmap_local(p);
}
