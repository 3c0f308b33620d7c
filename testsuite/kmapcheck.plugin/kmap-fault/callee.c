/* The helper of the file drops the count. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline int pull(void *to, const void __user *from)
{
	unsigned long __maybe_unused left = copy_from_user(to, from, 32);

	return 0;
}

int get(struct page *page, const void __user *from)
{
	void *p = kmap_atomic(page);
	int err = pull(p, from); /* { dg-warning "may be cut short .*while 'p' is mapped by 'kmap_atomic', and its result is not checked .kmap-fault." } */

	kunmap_atomic(p);
	return err;
}
