/* Every turn of a loop is told, also when it is left in the middle. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { trace "13 kmap_local_page a, 20 kunmap_local a, 13 kmap_local_page b, 20 kunmap_local b, 13 kmap_local_page c, 17 kunmap_local c" } } */
#include "kernel.h"

extern struct page pages[];

int main(void)
{
	int i;

	for (i = 0; i < 8; i++) {
		char *p = kmap_local_page(&pages[i]);

		p[i] = 1;
		if (i == 2) {
			kunmap_local(p);
			break;
		}
		kunmap_local(p);
	}
	return 0;
}
