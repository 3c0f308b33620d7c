/* virt_to_page of a mapped address. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct page *owner(struct page *page)
{
	void *p = kmap_local_page(page);
	struct page *found = virt_to_page(p); /* { dg-warning "takes 'p' for a linear-map address .kmap-linear." } */

	kunmap_local(p);
	return found;
}
