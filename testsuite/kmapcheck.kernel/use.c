/* Read after the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>

int first_byte(struct page *page)
{
	char *p = kmap_local_page(page);

	kunmap_local(p);
	return *p; /* { dg-warning ".p. is read after its release .kmap-use-after-unmap." } */
}
