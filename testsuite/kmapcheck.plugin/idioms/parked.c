/* A mapping parked in an iterator, released by the next call or by the last. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct iter {
	struct page **pages;
	u8 *addr;
};

u8 *iter_next(struct iter *it)
{
	if (it->addr)
		kunmap_local(it->addr);
	it->addr = *it->pages ? kmap_local_page(*it->pages++) : NULL;
	return it->addr;
}

void iter_end(struct iter *it)
{
	if (it->addr)
		kunmap_local(it->addr);
	it->addr = NULL;
}
