/* kmap may sleep on every configuration, so may kunmap. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void copy(struct page *a, struct page *b)
{
	char *to = kmap_atomic(b);
	char *from = kmap(a); /* { dg-warning "'kmap' may sleep while 'to' is mapped by 'kmap_atomic' .kmap-sleep." } */

	memcpy(to, from, 64);
	kunmap_atomic(to);
	kunmap(a);
}
