/* Mapped by one function of the file, released by another. */
/* From zs_unmap_object() of mm/zsmalloc.c, seeded. */
/* { dg-xfail "by what family an address in memory of others was mapped" } */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct area {
	char *addr;
};

struct area *this_area(void);

void area_map(struct page *page)
{
	this_area()->addr = kmap_atomic(page);
}

void area_unmap(void)
{
	kunmap_local(this_area()->addr);	/* { dg-warning "but is released by 'kunmap_local'" } */
}
