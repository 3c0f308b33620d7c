/* The result, what was asked for or where the page is says that it stays mapped. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int feed(char *to);
int want_stop(void);

struct object {
	struct page *page;
};

int fill(struct page **pages)
{
	feed(kmap(*pages));
	if (want_stop())
		return 1;
	kunmap(*pages);
	return 0;
}

void open(struct object *o, struct page *page, int keep)
{
	feed(kmap(page));
	if (want_stop())
		o->page = page;
	else if (!keep)
		kunmap(page);
}
