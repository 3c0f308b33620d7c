/* The offset that is taken off is that of the next entry. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bad-unmap" } */
#include "kernel.h"

int sum(struct scatterlist *sg, int n)
{
	char *p = kmap_atomic(sg_page(sg)) + sg->offset;
	int v = 0;

	while (n--) {
		v += p[0];
		sg = sg_next(sg);
		kunmap_atomic(p - sg->offset); /* { dg-warning "which may be outside the page mapped as .p. .kmap-bad-unmap." } */
		p = kmap_atomic(sg_page(sg)) + sg->offset;
	}
	kunmap_atomic(p - sg->offset);
	return v;
}
