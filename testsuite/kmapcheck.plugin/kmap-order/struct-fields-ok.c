/* Addresses kept in fields of a local structure, released in reverse. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct pair {
	void *in, *out;
};

void convert(struct page *a, struct page *b)
{
	struct pair pair;

	pair.in = kmap_local_page(a);
	pair.out = kmap_local_page(b);
	memcpy(pair.out, pair.in, 100);
	kunmap_local(pair.out);
	kunmap_local(pair.in);
}
