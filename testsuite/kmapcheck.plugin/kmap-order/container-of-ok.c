/* Released in reverse, by the structure around a member. */
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

	kunmap_local(new);
	kunmap_local(container_of(at, struct header, list));
	return same;
}
