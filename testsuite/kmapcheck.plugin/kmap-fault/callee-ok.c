/* The helper of the file gives the count, and its caller looks. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline int pull(void *to, const void __user *from)
{
	unsigned long __maybe_unused left = copy_from_user(to, from, 32);

	return left ? -EFAULT : 0;
}

int get(struct page *page, const void __user *from)
{
	void *p = kmap_atomic(page);
	int err = pull(p, from);

	kunmap_atomic(p);
	return err;
}
