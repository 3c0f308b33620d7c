/* Assembly writes to *(void *)p, which has no size. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void zero(struct page *page)
{
	void *p = kmap_local_page(page);

	kunmap_local(p);
	asm("" : "=m" (*p)); /* { dg-warning "dereferencing" } */ /* { dg-warning "'p' is written after its release .kmap-use-after-unmap." } */
}
