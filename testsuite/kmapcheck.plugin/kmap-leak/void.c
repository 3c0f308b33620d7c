/* A function without a result leaks where it ends. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void stamp(struct page *page, u32 v)
{
	u32 *p = kmap_local_page(page);

	*p = v;
} /* { dg-warning "'p', mapped by 'kmap_local_page', is still live when 'stamp' returns .kmap-leak." } */
