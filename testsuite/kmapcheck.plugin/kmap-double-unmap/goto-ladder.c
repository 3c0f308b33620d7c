/* The error label releases what the path had released. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int verify(struct page *page, int want)
{
	int *p = kmap_local_page(page), have = *p, err = -EIO;

	if (have < 0)
		goto unmap;
	kunmap_local(p);
	if (have != want) {
		err = -EINVAL;
		goto unmap;
	}
	return 0;
unmap:
	kunmap_local(p); /* { dg-warning "'kunmap_local' releases 'p', which was released before .kmap-double-unmap." } */
	return err;
}
