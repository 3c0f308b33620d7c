/* Who has but the page of a local mapping does not release it. */
/* From hfs_bnode_move() of fs/hfsplus/bnode.c, seeded. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void note_dirty(struct page *page);

void clear_first(struct page *page)
{
	char *p = kmap_local_page(page);

	p[0] = 0;
	note_dirty(page);
}	/* { dg-warning "'p', mapped by 'kmap_local_page', is still live when 'clear_first' returns" } */
