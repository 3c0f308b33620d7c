/* A fragment is summed byte by byte from one mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bounds" } */
/* { dg-xfail "what the code itself reads where nothing bounds it is not told" } */
#include "kernel.h"

unsigned long sum(struct bio_vec *frag)
{
	u8 *p = kmap_local_page(frag->bv_page), *data = p + frag->bv_offset;
	unsigned int len = frag->bv_len;
	unsigned long sum = 0;

	while (len--)
		sum += *data++; /* { dg-warning "may leave the mapped page .kmap-bounds." } */
	kunmap_local(p);
	return sum;
}
