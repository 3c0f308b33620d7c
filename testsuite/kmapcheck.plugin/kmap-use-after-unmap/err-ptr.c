/* The getter of the file drops its mapping on error and still hands it out. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

u8 *header_get(struct page *page)
{
	u8 *p = kmap_local_page(page);

	if (p[0] > 9) {
		kunmap_local(p);
		_printk("bad header\n");
		return p; /* { dg-warning "'p' is returned after its release .kmap-use-after-unmap." } */
	}
	return p;
}
