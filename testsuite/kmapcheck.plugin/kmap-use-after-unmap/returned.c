/* The released address is the result. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

u8 *lookup(struct page *page)
{
	u8 *p = kmap_local_page(page);

	kunmap_local(p);
	return p; /* { dg-warning "'p' is returned after its release .kmap-use-after-unmap." } */
}
