/* A helper leaves a mapping behind through a pointer, on top of the
 * caller's. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void next_page(struct page *page, void **out)
{
	*out = kmap_local_page(page);
}

int join(struct page *a, struct page *b)
{
	char *head = kmap_local_page(a);
	void *tail;
	int last;

	next_page(b, &tail);
	last = head[0] + *(char *)tail;
	kunmap_local(head); /* { dg-warning "releases 'head' while the newer mapping .* is still live .kmap-order." } */
	kunmap_local(tail);
	return last;
}
