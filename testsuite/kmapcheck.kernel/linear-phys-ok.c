/* Real headers: page_to_phys of the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>
#include <linux/io.h>

phys_addr_t where(struct page *page)
{
	u32 *p = kmap_local_page(page);
	phys_addr_t phys = *p;

	phys += page_to_phys(page);
	kunmap_local(p);
	return phys;
}
