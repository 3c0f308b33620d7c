/* The field is read before the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct walk {
	struct page *page;
	u32 *addr;
};

u32 pop(struct walk *walk)
{
	u32 v = 0;

	walk->addr = kmap_local_page(walk->page);
	v = walk->addr[0];
	kunmap_local(walk->addr);
	return v;
}
