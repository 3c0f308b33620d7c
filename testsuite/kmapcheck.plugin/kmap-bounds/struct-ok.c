/* A structure that fills the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct table {
	u32 count;
	u32 entry[1023];
};

u32 newest(struct page *page)
{
	struct table *t = kmap_local_page(page);
	u32 v = t->entry[1022];

	kunmap_local(t);
	return v + (t == NULL);
}
