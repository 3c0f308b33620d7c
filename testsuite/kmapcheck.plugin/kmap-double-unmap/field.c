/* A field still holds the address that was released through a variable. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct ctl {
	struct page *page;
	u8 *addr;
};

void close_ctl(struct ctl *ctl)
{
	u8 *p = kmap_local_page(ctl->page);

	ctl->addr = p;
	p[0] = 1;
	kunmap_local(p);
	if (ctl->addr)
		kunmap_local(ctl->addr); /* { dg-warning "releases '.*', which was released before .kmap-double-unmap." } */
}
