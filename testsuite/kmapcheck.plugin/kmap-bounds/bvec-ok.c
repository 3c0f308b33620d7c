/* What is zeroed is cut to the rest of the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bounds" } */
#include "kernel.h"

void zero(struct bio_vec *bv)
{
	unsigned int off = bv->bv_offset & 4095;
	unsigned int len = min_t(unsigned int, bv->bv_len, 4096 - off);
	char *p = kmap_local_page(bv->bv_page);

	memset(p + off, 0, len);
	kunmap_local(p);
}
