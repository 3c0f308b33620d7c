/* What it returns may be in the page that it was given. */
/* From nilfs_ifile_map_inode() of fs/nilfs2/ifile.h. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void *entry(void *file, unsigned long nr, struct page *page, void *kaddr);

void *map_entry(void *file, unsigned long nr, struct page *page)
{
	void *kaddr = kmap_local_page(page);

	return entry(file, nr, page, kaddr);
}
