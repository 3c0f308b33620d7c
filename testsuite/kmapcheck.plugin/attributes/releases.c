/* A function of another file is annotated as one that releases. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#include "../../../plugin/kmapcheck.h"

KMAPCHECK_RELEASES("releases-local address=1")
void window_close(u8 *w);

int peek(struct page *page)
{
	u8 *w = kmap_local_page(page);
	int v = w[0];

	window_close(w);
	kunmap_local(w); /* { dg-warning "'kunmap_local' releases 'w', which was released before .kmap-double-unmap." } */
	return v;
}
