/* Each family keeps its name, and the inner names of macros are not told. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { trace "11 kmap a, 12 kmap_atomic b, 15 kunmap_atomic b, 16 kunmap A" } } */
/* { dg-final { scan-sites ":11: main maps with kmap .kmap.\n" } } */
#include "kernel.h"

extern struct page pages[];

int main(void)
{
	char *p = kmap(&pages[0]);
	char *q = kmap_atomic(&pages[1]);

	*p = *q;
	kunmap_atomic(q + 5);
	kunmap(&pages[0]);
	return 0;
}
