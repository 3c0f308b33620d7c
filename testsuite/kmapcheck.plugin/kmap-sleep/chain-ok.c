/* Two calls below, an allocation is told not to sleep. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void *grow(int n)
{
	return kzalloc(n, GFP_NOWAIT);
}

static noinline int note(int n, void **out)
{
	*out = grow(n);
	return *out ? 0 : -ENOMEM;
}

int fill(struct page *page, void **out)
{
	int *p = kmap_atomic(page);
	int err = note(*p & 63, out);

	kunmap_atomic(p);
	return err;
}
