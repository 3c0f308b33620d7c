/* Nothing to tell, no path. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int fill(struct page *a, struct page *b, int n)
{
	char *outer = kmap_local_page(a);
	char *inner;

	if (n) {
		inner = kmap_local_page(b);
		outer[0] = inner[0];
		kunmap_local(inner);
		kunmap_local(outer);
		return 1;
	}
	kunmap_local(outer);
	return 0;
}
