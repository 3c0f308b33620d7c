/* The rule broken is switched off. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-disable=kmap-order,leak" } */
#include "kernel.h"

void copy_one(struct page *to, struct page *from)
{
	char *src = kmap_local_page(from);
	char *dst = kmap_local_page(to);

	memcpy(dst, src, 64);
	kunmap_local(src);
	kunmap_local(dst);
}
