/* Kept in a field of a static structure. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct state {
	struct page *page;
	u8 *data;
};

static struct state state;

int begin(struct page *page)
{
	u8 *p = kmap_local_page(page);
	int v;

	state.page = page;
	state.data = p; /* { dg-warning "'p', a mapping of this thread alone, is stored in static storage 'state.*' .kmap-escape." } */
	v = state.data[0];
	kunmap_local(p);
	return v + (state.page == page);
}
