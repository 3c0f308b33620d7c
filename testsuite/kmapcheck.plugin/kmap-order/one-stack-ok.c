/* kmap_atomic inside kmap_local, released in reverse. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void mixed(struct page *a, struct page *b)
{
	u32 *outer = kmap_local_page(a);
	u32 *inner = kmap_atomic(b);

	outer[0] = inner[0];
	kunmap_atomic(inner);
	kunmap_local(outer);
}
