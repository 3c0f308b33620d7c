/* A page is missing: what was mapped is released. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int gather(struct page **pages, int n)
{
	void *maps[16];
	int i, ret = 0;

	if (n > 16)
		return -EINVAL;
	for (i = 0; i < n; i++) {
		if (i > 5 && !pages[i]) {
			ret = -EIO;
			goto out;
		}
		maps[i] = kmap_local_page(pages[i]);
	}
	memset(maps[0], 0, 64);
	while (--i >= 0)
		kunmap_local(maps[i]);
	return 0;
out:
	while (--i >= 0)
		kunmap_local(maps[i]);
	return ret;
}
