/* Two calls below, somebody sleeps. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void *grow(int n)
{
	return kzalloc(n, GFP_NOFS);
}

static noinline int note(int n, void **out)
{
	*out = grow(n);
	return *out ? 0 : -ENOMEM;
}

int fill(struct page *page, void **out)
{
	int *p = kmap_atomic(page);
	int err = note(*p & 63, out); /* { dg-warning "'note' may sleep.* while 'p' is mapped by 'kmap_atomic' .kmap-sleep." } */

	kunmap_atomic(p);
	return err;
}
