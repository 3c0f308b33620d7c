/* What is mapped is remembered as bits, looked at in reverse. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#define HAVE_A 1
#define HAVE_B 2

void work_on(struct page *a, struct page *b)
{
	unsigned int have = 0;
	char *pa = NULL, *pb = NULL;

	if (a->flags)
		pa = kmap_local_page(a), have |= HAVE_A;
	if (b->flags)
		pb = kmap_local_page(b), have |= HAVE_B;
	if (have == (HAVE_A | HAVE_B))
		memcpy(pb, pa, 32);
	if (have & HAVE_B)
		kunmap_local(pb);
	if (have & HAVE_A)
		kunmap_local(pa);
}
