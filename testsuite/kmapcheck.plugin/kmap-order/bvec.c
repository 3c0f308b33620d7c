/* bvec_kmap_local takes part in the one stack. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void copy_vec(struct bio_vec *from, struct bio_vec *to)
{
	void *a = bvec_kmap_local(from);
	void *b = bvec_kmap_local(to);

	memcpy(b, a, 16);
	kunmap_local(a); /* { dg-warning "releases 'a' while the newer mapping 'b' is still live .kmap-order." } */
	kunmap_local(b);
}
