/* A map is told after it, with the address, a release before it. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { trace "10 kmap_local_page a, 11 kmap_local_page b, 14 kunmap_local b, 15 kunmap_local a" } } */
#include "kernel.h"

extern struct page pages[];

int main(void)
{
	char *p = kmap_local_page(&pages[0]);
	char *q = kmap_local_page(&pages[1]);

	*p = *q;
	kunmap_local(q);
	kunmap_local(p);
	return 0;
}
