/* The mapping of the last turn is looked at in the loop's own condition. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int chain(struct page **pages)
{
	u8 *p;
	int n = 0;

	do {
		p = kmap_local_page(pages[n++]);
		kunmap_local(p);
	} while (p[0]); /* { dg-warning "'p' is read after its release .kmap-use-after-unmap." } */
	return n;
}
