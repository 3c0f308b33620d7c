/* What is copied is cut to the rest of the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bounds" } */
#include "kernel.h"

void pull(struct scatterlist *sg, char *to)
{
	unsigned int off = sg->offset & 4095;
	char *p = kmap_local_page(sg_page(sg));

	memcpy(to, p + off, min_t(unsigned int, sg->length, 4096 - off));
	kunmap_local(p);
}
