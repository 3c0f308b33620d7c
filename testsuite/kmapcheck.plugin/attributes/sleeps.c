/* A function of another file is annotated as one that sleeps. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#include "../../../plugin/kmapcheck.h"

KMAPCHECK_API("sleeps")
void hw_sync(void);

void poke(struct page *page)
{
	u32 *p = kmap_atomic(page);

	p[0] = 1;
	hw_sync(); /* { dg-warning "'hw_sync' may sleep while 'p' is mapped by 'kmap_atomic' .kmap-sleep." } */
	kunmap_atomic(p);
}
