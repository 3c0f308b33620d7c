/* kmap first, kmap_atomic inside. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void copy(struct page *a, struct page *b)
{
	char *from = kmap(a);
	char *to = kmap_atomic(b);

	memcpy(to, from, 64);
	kunmap_atomic(to);
	kunmap(a);
}
