/* io_mapping_map_local_wc goes with its own release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void post(struct io_mapping *m, u32 v)
{
	u32 *p = io_mapping_map_local_wc(m, 0);

	*p = v;
	io_mapping_unmap_atomic(p); /* { dg-warning "'p' was mapped by 'io_mapping_map_local_wc' but is released by 'io_mapping_unmap_atomic' .kmap-mismatch." } */
}
