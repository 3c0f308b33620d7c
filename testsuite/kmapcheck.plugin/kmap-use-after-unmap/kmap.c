/* kunmap of the page ends the life of its address. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int word(struct page *page)
{
	int *p = kmap(page), v = p[0];

	kunmap(page);
	v += p[1]; /* { dg-warning "'p' is read after its release .kmap-use-after-unmap." } */
	return v;
}
