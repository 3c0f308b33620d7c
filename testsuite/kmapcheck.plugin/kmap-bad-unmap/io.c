/* The address of the object that holds the mapping is released. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct map {
	void *addr;
	int len;
};

int io(struct io_mapping *m)
{
	struct map map;
	int v;

	map.addr = io_mapping_map_local_wc(m, 0);
	v = *(int *)map.addr;
	io_mapping_unmap_local(&map); /* { dg-warning "is given 'map', which was never mapped .kmap-bad-unmap." } */
	io_mapping_unmap_local(map.addr);
	return v;
}
