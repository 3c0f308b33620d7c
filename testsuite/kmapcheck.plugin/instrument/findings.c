/* Findings are those of the code as written. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { trace "10 kmap_local_page a, 12 kunmap_local a, 13 kunmap_local a" } } */
#include "kernel.h"

extern struct page pages[];

int main(void)
{
	char *p = kmap_local_page(&pages[0]);

	kunmap_local(p);
	kunmap_local(p); /* { dg-warning "'kunmap_local' releases 'p', which was released before .kmap-double-unmap." } */
	return 0;
}
