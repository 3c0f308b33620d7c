/* The page is met. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct cache {
	unsigned long vaddr;
};

void unmap(struct cache *c)
{
	char *p = (char *)(c->vaddr & PAGE_MASK);

	if (c->vaddr & 4)
		kunmap_local(p);
}
