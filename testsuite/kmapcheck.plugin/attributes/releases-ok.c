/* A function of another file without the annotation only reads. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#include "../../../plugin/kmapcheck.h"

void window_close(u8 *w);

int peek(struct page *page)
{
	u8 *w = kmap_local_page(page);
	int v = w[0];

	window_close(w);
	kunmap_local(w);
	return v;
}
