/* Each level of the recursion drops its mapping first. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int walk(struct page **table, int level)
{
	u32 *p = kmap_local_page(table[level]);
	u32 next = p[0];

	kunmap_local(p);
	if (next)
		level = walk(table, next);
	return level;
}
