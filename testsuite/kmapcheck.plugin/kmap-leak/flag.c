/* The flag that stands for the mapping is tested with the wrong sense. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int update(struct page *page, bool dirty)
{
	u8 *p = NULL;
	bool mapped = false;

	if (dirty) {
		p = kmap_local_page(page);
		mapped = true;
		p[0]++;
	}
	_printk("updated\n");
	if (mapped && p[0] > 3)
		kunmap_local(p);
	return 0; /* { dg-warning "'p', mapped by 'kmap_local_page', is still live when 'update' returns .kmap-leak." } */
}
