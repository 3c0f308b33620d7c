/* Kept in a field of a structure on the stack. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct state {
	struct page *page;
	u8 *data;
};

int begin(struct page *page)
{
	struct state state;
	u8 *p = kmap_local_page(page);
	int v;

	state.page = page;
	state.data = p;
	v = state.data[0];
	kunmap_local(p);
	return v + (state.page == page);
}
