/* Getter and putter of the file, put in the reverse order of getting. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void *block_get(struct inode *inode, pgoff_t n)
{
	return kmap_local_page(read_mapping_page(inode->i_mapping, n, NULL));
}

static noinline void block_put(void *block)
{
	kunmap_local(block);
}

int same(struct inode *inode)
{
	void *one = block_get(inode, 1), *two = block_get(inode, 2);
	int diff = memcmp(one, two, 512);

	block_put(two);
	block_put(one);
	return diff;
}
