/* no-record leaves nothing of a correct unit either. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-no-record" } */
/* { dg-final { has-no-section .discard.kmapcheck } } */
#include "kernel.h"

void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	kunmap_local(p);
}
