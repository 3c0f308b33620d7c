/* Mappings of a getter that fails with an ERR_PTR, put in reverse. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void *get(struct inode *inode, pgoff_t n)
{
	struct folio *folio = read_mapping_folio(inode->i_mapping, n, NULL);

	if (IS_ERR(folio))
		return folio;
	return kmap_local_folio(folio, 0);
}

int compare(struct inode *inode)
{
	char *a = get(inode, 0), *b;

	if (IS_ERR(a))
		return PTR_ERR(a);
	b = get(inode, 1);
	if (!IS_ERR(b)) {
		kunmap_local(b);
	}
	kunmap_local(a);
	return 0;
}
