/* The file's getter gives a mapping, NULL or an ERR_PTR; only the first
 * is released. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline u8 *get(struct inode *inode, pgoff_t n)
{
	struct folio *folio;

	if (n > 8)
		return NULL;
	folio = read_mapping_folio(inode->i_mapping, n, NULL);
	if (IS_ERR(folio))
		return ERR_CAST(folio);
	return kmap_local_folio(folio, 0);
}

int use(struct inode *inode, pgoff_t n)
{
	u8 *p = get(inode, n);
	int v;

	if (IS_ERR_OR_NULL(p))
		return p ? PTR_ERR(p) : 0;
	v = p[0];
	kunmap_local(p);
	return v;
}
