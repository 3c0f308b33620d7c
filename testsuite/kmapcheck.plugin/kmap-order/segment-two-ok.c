/* Two arrays filled in turns; each round releases the newer of the two first. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void mix(struct page **from, struct page **to, int n)
{
	void *src[8], *dst[8];
	int i;

	if (n < 5 || n > 8)
		return;
	for (i = 0; i < n; i++) {
		src[i] = kmap_local_page(from[i]);
		dst[i] = kmap_local_page(to[i]);
	}
	memcpy(dst[0], src[0], 64);
	while (--i >= 0) {
		kunmap_local(dst[i]);
		kunmap_local(src[i]);
	}
}
