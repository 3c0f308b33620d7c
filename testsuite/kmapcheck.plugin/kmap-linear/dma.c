/* A device is given a mapped address. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

dma_addr_t start(struct device *dev, struct page *page, void *buf)
{
	void *p = kmap_local_page(page);
	dma_addr_t dma;

	memcpy(buf, p, 32);
	dma = dma_map_single(dev, p, 32, 1); /* { dg-warning "takes 'p' for a linear-map address .kmap-linear." } */
	kunmap_local(p);
	return dma;
}
