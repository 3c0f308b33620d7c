/* The address is taken out of the object before the timer starts. */
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
	w->reg = NULL;
	mod_timer(&w->timer, 100);
	kunmap_local(p);
}
