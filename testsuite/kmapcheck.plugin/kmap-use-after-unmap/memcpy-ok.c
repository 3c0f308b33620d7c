/* memcpy, then the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void get_name(struct page *page, char *to)
{
	char *name = kmap_local_page(page);
	int len = name[0] & 63;

	memcpy(to, name + 1, len);
	kunmap_local(name);
}
