/* cond_resched in the loop over the mapped page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int sum(struct page **pages, int n)
{
	int i, j, s = 0;

	for (i = 0; i < n; i++) {
		u8 *p = kmap_atomic(pages[i]);

		for (j = 0; j < 4096; j++) {
			s += p[j];
			cond_resched(); /* { dg-warning "may sleep while 'p' is mapped by 'kmap_atomic' .kmap-sleep." } */
		}
		kunmap_atomic(p);
	}
	return s;
}
