/* The words that robots count stand in one line a finding. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { scan-output-not "(warning|error).*\n(.*\n)*.*(warning|error)" } } */
#include "kernel.h"

void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	*p = 0;
	kunmap_local(p);
	kunmap_local(p); /* { dg-warning "'kunmap_local' releases 'p', which was released before .kmap-double-unmap." } */
}
