/* A bio_vec can span several pages. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bounds" } */
#include "kernel.h"

void zero(struct bio_vec *bv)
{
	char *p = kmap_local_page(bv->bv_page);

	memset(p + bv->bv_offset, 0, bv->bv_len); /* { dg-warning "(access|read|write) of .*'p' (leaves|may leave) the mapped page .kmap-bounds." } */
	kunmap_local(p);
}
