/* The offset of the entry that is mapped is taken off again, round by round. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bad-unmap" } */
#include "kernel.h"

int sum(struct scatterlist *sg, int n)
{
	char *p = kmap_atomic(sg_page(sg)) + sg->offset;
	int v = 0;

	while (n--) {
		v += p[0];
		kunmap_atomic(p - sg->offset);
		sg = sg_next(sg);
		p = kmap_atomic(sg_page(sg)) + sg->offset;
	}
	kunmap_atomic(p - sg->offset);
	return v;
}
