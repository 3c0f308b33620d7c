/* Each primitive in a function is told of; two in one line share a site. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-instrument -fplugin-arg-kmapcheck-stats" } */
/* { dg-final { scan-output "kmapcheck: calls inserted 8, sites 6" } } */
/* { dg-final { has-section .rodata.kmapcheck_site } } */
/* { dg-options "-fno-pie -fchecking" } */
#include "kernel.h"

void two(struct page *page)
{
	char *p = kmap_local_page(page);
	char *q = kmap_local_page(page);

	*p = *q;
	kunmap_local(q);
	kunmap_local(p);
	kunmap_local(kmap_local_page(page)); kunmap_local(kmap_local_page(page));
}
