/* kmap_atomic and kmap_local share one stack. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void mixed(struct page *a, struct page *b)
{
	u32 *outer = kmap_local_page(a);
	u32 *inner = kmap_atomic(b);

	outer[0] = inner[0];
	kunmap_local(outer); /* { dg-warning "releases 'outer' while the newer mapping 'inner' is still live .kmap-order." } */
	kunmap_atomic(inner);
}
