/* A cursor over fixed entries, stepped back by one before the release.
 * Shape of sysv_find_entry(), fs/sysv/dir.c, and qnx6_find_ino(),
 * fs/qnx6/dir.c. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct entry {
	u16 inode;
	char name[62];
};

int find(struct folio *folio, u16 inode)
{
	struct entry *de = kmap_local_folio(folio, 0);
	int i;

	for (i = 0; i < 64; i++, de++) {
		if (de->inode == inode) {
			folio_release_kmap(folio, de);
			return i;
		}
	}
	folio_release_kmap(folio, de - 1);
	return -1;
}
