/* An early return keeps the mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int magic(struct page *page)
{
	u32 *head = kmap_local_page(page);

	if (*head != 0x1234) {
		return -EINVAL; /* { dg-warning "'head', mapped by 'kmap_local_page', is still live when 'magic' returns .kmap-leak." } */
	}
	kunmap_local(head);
	return 0;
}
