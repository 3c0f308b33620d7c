/* A pointer with a cleanup gives its mapping to the caller. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static inline void unmap_p(void *p)
{
	if (*(void **)p)
		kunmap_local(*(void **)p);
}

u8 *open_page(struct page *page)
{
	u8 *p __cleanup(unmap_p) = kmap_local_page(page);
	u8 *out;

	if (p[0])
		return NULL;
	out = p;
	p = NULL;
	return out;
}
