/* Nobody promises that there are enough pages. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct ring {
	u32 prod, cons;
	struct page *pages[8];
};

static struct page *take(struct ring *r)
{
	if (r->prod == r->cons)
		return NULL;
	return r->pages[r->cons++ & 7];
}

int send(struct ring *r, struct page *page, u32 len)
{
	char *p = kmap_local_page(page);

	for (; len > 4096; len -= 4096)
		if (!take(r))
			return -ENOMEM; /* { dg-warning "'p', .*is still live when 'send' returns .kmap-leak." } */
	p[0] = 1;
	kunmap_local(p);
	return 0;
}
