/* A field of the caller's structure still holds the address. */
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
	kunmap_local(walk->addr);
	v = walk->addr[0]; /* { dg-warning "'walk->addr' is read after its release .kmap-use-after-unmap." } */
	return v;
}
