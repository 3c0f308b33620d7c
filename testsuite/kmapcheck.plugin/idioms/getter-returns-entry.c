/* A getter hands out the mapping by the entry that it found. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

char *entry_find(struct inode *dir, char c, struct folio **foliop)
{
	struct folio *folio = read_mapping_folio(dir->i_mapping, 0, NULL);
	char *kaddr, *p;

	if (IS_ERR(folio))
		return ERR_CAST(folio);
	kaddr = kmap_local_folio(folio, 0);
	for (p = kaddr; p < kaddr + 4096; p += 64) {
		if (*p == c) {
			*foliop = folio;
			return p;
		}
	}
	folio_release_kmap(folio, kaddr);
	return NULL;
}
