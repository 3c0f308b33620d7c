/* A static function of the same name as an API is not the API. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void zs_unmap_object_(void *p)
{
	_printk("%p", p);
}

#define zs_unmap_object(pool, p) zs_unmap_object_(p)

int keep(struct page *page)
{
	u8 *p = kmap_local_page(page);
	int v = p[0];

	zs_unmap_object(NULL, p);
	return v; /* { dg-warning "'p', mapped by 'kmap_local_page', is still live when 'keep' returns .kmap-leak." } */
}
