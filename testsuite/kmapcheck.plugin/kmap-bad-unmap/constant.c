/* The variable has been zeroed before the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int next(struct page *page)
{
	u8 *p = kmap_local_page(page), *keep = p;
	int v = *keep;

	p = NULL;
	kunmap_local(p); /* { dg-warning "was never mapped .kmap-bad-unmap." } */
	kunmap_local(keep);
	return v;
}
