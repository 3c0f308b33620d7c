/* Real headers: bvec_kmap_local, released in reverse. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/bvec.h>
#include <linux/highmem.h>

void copy_vec(struct bio_vec *from, struct bio_vec *to)
{
	char *a = bvec_kmap_local(from);
	char *b = bvec_kmap_local(to);

	b[0] = a[0];
	kunmap_local(b);
	kunmap_local(a);
}
