/* An outer mapping over a loop with three ways out (fs/afs/dir_edit.c). */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int place(struct page *meta_page, struct page **blocks, int n)
{
	u8 *meta = kmap_local_page(meta_page), *block;
	int i, r = -ENOSPC;

	for (i = 0; i < n; i++) {
		if (!blocks[i]) {
			r = -EIO;
			goto out;
		}
		block = kmap_local_page(blocks[i]);
		if (!block[0])
			goto found;
		kunmap_local(block);
	}
	goto out;
found:
	r = i + meta[i & 7];
	kunmap_local(block);
out:
	kunmap_local(meta);
	return r;
}
