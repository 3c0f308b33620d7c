/* A helper of the file reads what its caller has released. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline int weight(const u8 *p)
{
	return p[0] + p[1];
}

int weigh(struct page *page)
{
	u8 *p = kmap_local_page(page);

	kunmap_local(p);
	return weight(p); /* { dg-warning "'p' is .* after its release .kmap-use-after-unmap." } */
}
