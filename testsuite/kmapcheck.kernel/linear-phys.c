/* Real headers: virt_to_phys of a mapped address. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>
#include <linux/io.h>

phys_addr_t where(struct page *page)
{
	u32 *p = kmap_local_page(page);
	phys_addr_t phys = *p;

	phys += virt_to_phys(p); /* { dg-warning "'virt_to_phys' takes 'p' for a linear-map address .kmap-linear." } */
	kunmap_local(p);
	return phys;
}
