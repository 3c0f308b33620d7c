/* The release follows the wrong test. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

u32 fetch(struct page *page, bool atomic)
{
	u32 *p = atomic ? kmap_atomic(page) : kmap_local_page(page);
	u32 v = *p;

	if (!atomic)
		kunmap_atomic(p); /* { dg-warning "'p' was mapped by 'kmap_local_page' but is released by 'kunmap_atomic' .kmap-mismatch." } */
	else
		kunmap_local(p); /* { dg-warning "'p' was mapped by 'kmap_atomic' but is released by 'kunmap_local' .kmap-mismatch." } */
	return v;
}
