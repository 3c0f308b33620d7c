/* When the second getter fails, the first mapping stays. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline u8 *get(struct inode *inode, pgoff_t n)
{
	struct folio *folio = read_mapping_folio(inode->i_mapping, n, NULL);

	return IS_ERR(folio) ? ERR_CAST(folio) : kmap_local_folio(folio, 0);
}

int link(struct inode *inode)
{
	u8 *a = get(inode, 0), *b;

	if (IS_ERR(a))
		return PTR_ERR(a);
	b = get(inode, 1);
	if (IS_ERR(b)) {
		return PTR_ERR(b); /* { dg-warning "'a', mapped by .*, is still live when 'link' returns .kmap-leak." } */
	}
	a[0] = b[0];
	kunmap_local(b);
	kunmap_local(a);
	return 0;
}
