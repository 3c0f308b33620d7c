/* The page is released before sleeping on one path only. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void settle(struct page *page, struct completion *done, bool quick)
{
	int *p = kmap_atomic(page);

	p[0] = 0;
	if (quick)
		kunmap_atomic(p);
	wait_for_completion(done); /* { dg-warning "'wait_for_completion' may sleep while 'p' is mapped by 'kmap_atomic' .kmap-sleep." } */
	if (!quick)
		kunmap_atomic(p);
}
