/* The address released is that of the structure around a member. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct header {
	u32 magic;
	struct list_head list;
};

int heads(struct page *a, struct page *b)
{
	struct header *old = kmap_local_page(a);
	struct header *new = kmap_local_page(b);
	struct list_head *at = &old->list;
	int same = new->magic == old->magic;

	kunmap_local(container_of(at, struct header, list)); /* { dg-warning "releases 'old' while the newer mapping 'new' is still live .kmap-order." } */
	kunmap_local(new);
	return same;
}
