/* Both are dropped and made again when the older has to move on, so that
 * the order stays. Shape of zs_object_copy(), mm/zsmalloc.c of Linux
 * 6.12. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void stream(struct page **from, struct page **to, int n)
{
	char *s = kmap_local_page(*from);
	char *d = kmap_local_page(*to);

	while (n-- > 0) {
		memcpy(d, s, 128);
		if (n & 1) {
			kunmap_local(d);
			kunmap_local(s);
			s = kmap_local_page(*++from);
			d = kmap_local_page(*to);
		}
		if (n & 2) {
			kunmap_local(d);
			d = kmap_local_page(*++to);
		}
	}
	kunmap_local(d);
	kunmap_local(s);
}
