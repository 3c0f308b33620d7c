/* The physical address of a buffer from kmalloc. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

phys_addr_t where(struct page *page)
{
	u32 *p = kmap_atomic(page);
	phys_addr_t phys = 0;
	u32 *buf = kmalloc(8, GFP_ATOMIC);

	if (buf) {
		*buf = *p;
		phys = virt_to_phys(buf);
	}
	kunmap_atomic(p);
	return phys;
}
