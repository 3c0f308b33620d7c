/* The interrupt handler is registered with the address. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int handler(int irq, void *dev);

int setup(struct page *page, void *dev)
{
	void *p = kmap_local_page(page);
	int err;

	memset(p, 0, 4);
	err = request_threaded_irq(9, handler, NULL, 0, "x", p); /* { dg-warning "'p', a mapping of this thread alone, reaches another context through 'request_threaded_irq' .kmap-escape." } */
	kunmap_local(p);
	return err;
}
