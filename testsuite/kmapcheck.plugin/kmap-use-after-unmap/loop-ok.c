/* The condition looks at a copy. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int chain(struct page **pages)
{
	u8 *p, more;
	int n = 0;

	do {
		p = kmap_local_page(pages[n++]);
		more = p[0];
		kunmap_local(p);
	} while (more);
	return n;
}
