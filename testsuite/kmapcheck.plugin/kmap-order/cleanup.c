/* Cleanup runs in reverse order of declaration, not of mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static inline void unmap_p(void *p)
{
	void *addr = *(void **)p;

	if (addr)
		kunmap_local(addr);
}

int copy_pair(struct page *a, struct page *b)
{
	char *dst __cleanup(unmap_p) = NULL;
	char *src __cleanup(unmap_p) = kmap_local_page(a); /* { dg-warning "releases 'src' while the newer mapping 'dst' is still live .kmap-order." } */

	dst = kmap_local_page(b);
	dst[0] = src[0];
	return dst[1];
}
