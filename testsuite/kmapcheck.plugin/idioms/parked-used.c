/* The user of an iterator of the file ends it on every path. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct iter {
	struct page *page;
	u8 *addr;
};

static noinline void iter_start(struct iter *it, struct page *page)
{
	it->page = page;
	it->addr = kmap_local_page(page);
}

static noinline void iter_end(struct iter *it)
{
	kunmap_local(it->addr);
	it->addr = NULL;
}

int first(struct page *page)
{
	struct iter it;

	iter_start(&it, page);
	page->private = it.addr[0];
	iter_end(&it);
	return 0;
}
