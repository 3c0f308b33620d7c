/* A function of another file is annotated as harmless. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#include "../../../plugin/kmapcheck.h"

KMAPCHECK_API("plain")
void hw_sync(void);

void poke(struct page *page)
{
	u32 *p = kmap_atomic(page);

	p[0] = 1;
	hw_sync();
	kunmap_atomic(p);
}
