/* At the default level it is not. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void store(struct page *page, const void *data, u32 len)
{
	char *p = kmap_local_page(page);

	memcpy(p, data, len);
	kunmap_local(p);
}
