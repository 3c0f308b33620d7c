/* Released on both paths. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct workspace {
	char *in;
};

int inflate(struct workspace *w);

int decompress(struct workspace *w, struct page *page, int skip)
{
	w->in = kmap_local_page(page);
	if (!skip)
		inflate(w);
	kunmap_local(w->in);
	return skip ? -EIO : 0;
}
