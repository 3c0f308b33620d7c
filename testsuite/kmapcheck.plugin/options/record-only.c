/* record-only prints nothing and leaves the record. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-record-only" } */
/* { dg-final { has-section .discard.kmapcheck } } */
#include "kernel.h"

void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	kunmap_local(p);
	kunmap_local(p);
}
