/* cond_resched between two pages. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int sum(struct page **pages, int n)
{
	int i, j, s = 0;

	for (i = 0; i < n; i++) {
		u8 *p = kmap_atomic(pages[i]);

		for (j = 0; j < 4096; j++) {
			s += p[j];
		}
		kunmap_atomic(p);
		cond_resched();
	}
	return s;
}
