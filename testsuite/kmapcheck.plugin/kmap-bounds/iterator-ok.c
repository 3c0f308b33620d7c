/* An iterator gives what is within one page of a vector. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bounds" } */
#include "kernel.h"

struct bvec_iter { sector_t sector; unsigned int size, idx, done; };

#define mp_page(bv, i) ((bv)[(i).idx].bv_page)
#define mp_len(bv, i) min((i).size, (bv)[(i).idx].bv_len - (i).done)
#define mp_offset(bv, i) ((bv)[(i).idx].bv_offset + (i).done)
#define it_offset(bv, i) (mp_offset(bv, i) % PAGE_SIZE)
#define it_len(bv, i) min_t(unsigned int, mp_len(bv, i), PAGE_SIZE - it_offset(bv, i))
#define it_page(bv, i) (mp_page(bv, i) + mp_offset(bv, i) / PAGE_SIZE)

void zero_segment(struct bio_vec *vec, struct bvec_iter iter)
{
	struct bio_vec bv = {
		.bv_page = it_page(vec, iter),
		.bv_len = it_len(vec, iter),
		.bv_offset = it_offset(vec, iter),
	};
	char *p = kmap_local_page(bv.bv_page) + bv.bv_offset;

	memset(p, 0, bv.bv_len);
	kunmap_local(p);
}
