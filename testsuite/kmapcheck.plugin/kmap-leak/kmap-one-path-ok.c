/* The result, a flag or what was asked for says that the page stays mapped. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int feed(char *to);
int want_stop(void);

struct object {
	struct page *page;
	int mapped;
};

int fill(struct page **pages)
{
	feed(kmap(*pages));
	if (want_stop())
		return 1;
	kunmap(*pages);
	return 0;
}

void open(struct object *o, int keep)
{
	feed(kmap(o->page));
	o->mapped = want_stop();
	if (!o->mapped && !keep)
		kunmap(o->page);
}
