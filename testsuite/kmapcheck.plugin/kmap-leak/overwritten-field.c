/* The field that alone holds a mapping is given another one. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct cursor {
	struct page *page;
	u8 *at;
};

int step(struct cursor *c, struct page *next)
{
	c->at = kmap_local_page(c->page);
	c->page->private = c->at[0];
	c->at = kmap_local_page(next);
	next->private = c->at[0];
	kunmap_local(c->at);
	c->at = NULL;
	return 0; /* { dg-warning "'c->at', mapped by 'kmap_local_page', is still live when 'step' returns .kmap-leak." } */
}
