/* io_mapping_map_local_wc and its own release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void post(struct io_mapping *m, u32 v)
{
	u32 *p = io_mapping_map_local_wc(m, 0);

	*p = v;
	io_mapping_unmap_local(p);
}
