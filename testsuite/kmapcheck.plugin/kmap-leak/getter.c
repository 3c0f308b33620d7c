/* The result of a getter of the file is forgotten on one path. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline char *open_block(struct inode *inode, pgoff_t n)
{
	return kmap_local_page(read_mapping_page(inode->i_mapping, n, NULL));
}

int probe(struct inode *inode)
{
	char *b = open_block(inode, 0);

	if (b[0]) {
		return 1; /* { dg-warning "'b', mapped by .*, is still live when 'probe' returns .kmap-leak." } */
	}
	kunmap_local(b);
	return 0;
}
