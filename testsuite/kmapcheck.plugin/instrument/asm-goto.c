/* Maps and releases on both ways out of an asm goto. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { trace "10 kmap_local_page a, 13 kunmap_local a, 14 kmap_local_page b, 17 kunmap_local b" } } */
#include "kernel.h"

extern struct page pages[];

int main(void)
{
	char *p = kmap_local_page(&pages[0]);

	asm goto("" : : "r"(p) : "memory" : out);
	kunmap_local(p);
	p = kmap_local_page(&pages[1]);
	asm goto("" : : : : out);
out:
	kunmap_local(p);
	return 0;
}
