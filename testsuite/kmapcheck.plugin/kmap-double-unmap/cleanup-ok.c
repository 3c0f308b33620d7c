/* Released by the cleanup alone. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static inline void unmap_p(void *p)
{
	if (*(void **)p)
		kunmap_local(*(void **)p);
}

int head(struct page *page)
{
	int *p __cleanup(unmap_p) = kmap_local_page(page);
	int v = *p;

	return v;
}
