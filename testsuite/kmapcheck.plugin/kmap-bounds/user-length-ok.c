/* The length is checked against the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bounds" } */
#include "kernel.h"

int store(struct page *page, const void *data, u32 len)
{
	char *p;

	if (len > PAGE_SIZE)
		return -EINVAL;
	p = kmap_local_page(page);
	memcpy(p, data, len);
	kunmap_local(p);
	return 0;
}
