/* A getter of another file is not paired with its release on the error path. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

char *dir_get_block(struct inode *dir, int n, struct folio **foliop);

int is_empty(struct inode *dir)
{
	struct folio *folio;
	char *kaddr = dir_get_block(dir, 0, &folio);

	if (IS_ERR(kaddr))
		return PTR_ERR(kaddr);
	if (kaddr[0]) {
		return 0; /* { dg-warning "'kaddr', .*is still live when 'is_empty' returns .kmap-leak." } */
	}
	folio_release_kmap(folio, kaddr);
	return 1;
}
