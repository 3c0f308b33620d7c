/* memcpy from a mapping that is gone. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void get_name(struct page *page, char *to)
{
	char *name = kmap_local_page(page);
	int len = name[0] & 63;

	kunmap_local(name);
	memcpy(to, name + 1, len); /* { dg-warning "'name' is .* after its release .kmap-use-after-unmap." } */
}
