/* A timer's function finds the address in the object around it. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct watch {
	struct timer_list timer;
	u32 *reg;
};

void arm(struct watch *w, struct page *page)
{
	u32 *p = kmap_local_page(page);

	w->reg = p;
	w->reg[0] = 1;
	mod_timer(&w->timer, 100); /* { dg-warning "'p', a mapping of this thread alone, reaches another context through 'mod_timer' .kmap-escape." } */
	kunmap_local(p);
}
