/* An object of the allocator is mapped and released by its handle. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void load(struct zs_pool *pool, unsigned long handle, char *to)
{
	char *src = zs_map_object(pool, handle, 1);

	memcpy(to, src, 32);
	zs_unmap_object(pool, handle);
}
