/* A file of API rows that is not there. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-api=/nonexistent/rows" } */
/* { dg-error "rows" "" {} 0 } */
#include "kernel.h"

void clear(struct page *page)
{
	kunmap_local(kmap_local_page(page));
}
