/* The low bits of the address say how it was mapped; the page is missed. */
/* From reloc_cache_unmap() of i915_gem_execbuffer.c, seeded. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct cache {
	unsigned long vaddr;
};

void unmap(struct cache *c)
{
	char *p = (char *)(c->vaddr & PAGE_MASK);

	if (c->vaddr & 4)
		kunmap_local(p + PAGE_SIZE);	/* { dg-warning "outside the page|past the page" } */
}
