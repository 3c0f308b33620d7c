/* kmap mappings have no order among themselves or with local ones. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void copy_both(struct page *a, struct page *b, struct page *c)
{
	char *one = kmap(a);
	char *two = kmap(b);
	char *three = kmap_local_page(c);

	memcpy(one, two, 8);
	memcpy(three, two, 8);
	kunmap(a);
	kunmap(b);
	kunmap_local(three);
}
