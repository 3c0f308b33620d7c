/* As many pages as will be taken are known to be there. */
/* { dg-xfail "a count of rounds, from a division, is not known to bound the loop" } */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct ring {
	u32 prod, cons;
	struct page *pages[8];
};

static struct page *take(struct ring *r)
{
	return r->prod == r->cons ? NULL : r->pages[r->cons++ & 7];
}

int send(struct ring *r, struct page *page, u32 len)
{
	char *p;

	if (r->prod - r->cons < DIV_ROUND_UP(len, 4096))
		return -EIO;
	p = kmap_local_page(page);
	for (; len > 4096; len -= 4096)
		if (!take(r))
			return -ENOMEM;
	p[0] = 1;
	kunmap_local(p);
	return 0;
}
