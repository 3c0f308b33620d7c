/* A field is read after the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct entry {
	u32 ino, len;
};

u32 inode_of(struct page *page)
{
	struct entry *e = kmap_local_page(page);

	kunmap_local(e);
	return e->ino; /* { dg-warning "'e' is read after its release .kmap-use-after-unmap." } */
}
