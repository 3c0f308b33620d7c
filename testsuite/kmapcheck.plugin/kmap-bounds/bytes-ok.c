/* What is left of the page is summed. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bounds" } */
#include "kernel.h"

unsigned long sum(struct bio_vec *frag)
{
	u8 *p = kmap_local_page(frag->bv_page), *data = p + offset_in_page(frag->bv_offset);
	unsigned int len = min_t(unsigned int, frag->bv_len, PAGE_SIZE - offset_in_page(frag->bv_offset));
	unsigned long sum = 0;

	while (len--)
		sum += *data++;
	kunmap_local(p);
	return sum;
}
