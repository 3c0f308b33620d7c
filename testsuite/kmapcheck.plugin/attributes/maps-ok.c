/* A function of another file is annotated as one that maps; its result
 * is released. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#include "../../../plugin/kmapcheck.h"

KMAPCHECK_MAPS("maps-local page=1")
u8 *window_open(struct page *page);

int peek(struct page *page)
{
	u8 *w = window_open(page);

	if (w[0]) {
		kunmap_local(w);
		return 1;
	}
	kunmap_local(w);
	return 0;
}
