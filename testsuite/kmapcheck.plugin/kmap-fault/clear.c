/* clear_user needs page faults, too. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int blank(struct page *page, void __user *to)
{
	u32 *p = kmap_atomic(page);
	int err = 0;

	if (!p[0]) {
		clear_user(to, 64); /* { dg-warning "'clear_user' may be cut short while 'p' is mapped by 'kmap_atomic', and its result is not checked .kmap-fault." } */
	}
	kunmap_atomic(p);
	return err;
}
