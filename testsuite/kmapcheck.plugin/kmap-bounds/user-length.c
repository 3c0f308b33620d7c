/* A length that nobody has checked. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bounds" } */
#include "kernel.h"

int store(struct page *page, const void *data, u32 len)
{
	char *p;

	p = kmap_local_page(page);
	memcpy(p, data, len); /* { dg-warning "(access|read|write) of .*'p' (leaves|may leave) the mapped page .kmap-bounds." } */
	kunmap_local(p);
	return 0;
}
