/* By one family. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct area {
	char *addr;
};

struct area *this_area(void);

void area_map(struct page *page)
{
	this_area()->addr = kmap_atomic(page);
}

void area_unmap(void)
{
	kunmap_atomic(this_area()->addr);
}
