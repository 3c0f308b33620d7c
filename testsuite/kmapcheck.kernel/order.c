/* Real headers: two local mappings released first-in first-out. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>

void copy_one(struct page *to, struct page *from)
{
	char *src = kmap_local_page(from);
	char *dst = kmap_local_page(to);

	memcpy(dst, src, PAGE_SIZE);
	kunmap_local(src); /* { dg-warning "releases 'src' while the newer mapping 'dst' is still live .kmap-order." } */
	kunmap_local(dst);
}
