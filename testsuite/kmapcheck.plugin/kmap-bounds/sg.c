/* A segment can be longer than the page, and start beyond it. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bounds" } */
#include "kernel.h"

void pull(struct scatterlist *sg, char *to)
{
	char *p = kmap_local_page(sg_page(sg)) + sg->offset;

	memcpy(to, p, sg->length); /* { dg-warning "(access|read|write) of .*'p' (leaves|may leave) the mapped page .kmap-bounds." } */
	kunmap_local(p);
}
