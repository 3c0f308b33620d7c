/* The physical address is not found by arithmetic on the mapped one. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

phys_addr_t where(struct page *page)
{
	u32 *p = kmap_atomic(page);
	phys_addr_t phys = 0;

	phys = virt_to_phys(p); /* { dg-warning "'virt_to_phys' takes 'p' for a linear-map address .kmap-linear." } */
	kunmap_atomic(p);
	return phys;
}
