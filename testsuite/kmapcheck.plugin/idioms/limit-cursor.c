/* The base was turned into the last place an entry can start at, which
 * is still in the page. Shape of the directory search of
 * fs/nilfs2/dir.c. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct entry {
	u32 ino;
	u16 len;
};

int find(struct folio *folio, u32 ino, unsigned int size)
{
	char *kaddr = kmap_local_folio(folio, 0);
	struct entry *de = (struct entry *)kaddr;

	if (size > PAGE_SIZE)
		size = PAGE_SIZE;
	if (size < 16)
		size = 16;
	kaddr += size - 16;
	while ((char *)de <= kaddr && de->ino != ino)
		de = (void *)de + 16;
	kunmap_local(kaddr);
	return (char *)de <= kaddr;
}
