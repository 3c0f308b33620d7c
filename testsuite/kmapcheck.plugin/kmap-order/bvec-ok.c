/* bvec_kmap_local, released in reverse. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void copy_vec(struct bio_vec *from, struct bio_vec *to)
{
	void *a = bvec_kmap_local(from);
	void *b = bvec_kmap_local(to);

	memcpy(b, a, 16);
	kunmap_local(b);
	kunmap_local(a);
}
