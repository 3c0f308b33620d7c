/* The path that has released jumps behind the label's release. */
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
		goto out;
	}
	return 0;
unmap:
	kunmap_local(p);
out:
	return err;
}
