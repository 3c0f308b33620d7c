/* The interrupt handler is registered with the object. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int handler(int irq, void *dev);

int setup(struct page *page, void *dev)
{
	void *p = kmap_local_page(page);
	int err;

	memset(p, 0, 4);
	err = request_threaded_irq(9, handler, NULL, 0, "x", dev);
	kunmap_local(p);
	return err;
}
