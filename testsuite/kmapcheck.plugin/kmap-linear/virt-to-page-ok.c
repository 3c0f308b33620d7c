/* kmap_to_page knows mapped addresses. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct page *owner(struct page *page)
{
	void *p = kmap_local_page(page);
	struct page *found = kmap_to_page(p);

	kunmap_local(p);
	return found;
}
