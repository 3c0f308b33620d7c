/* copy_to_user is the same in the other direction. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int report(struct page *page, void __user *buf)
{
	char *p = kmap_atomic(page);
	int left = 0;

	copy_to_user(buf, p, 128); /* { dg-warning "'copy_to_user' may be cut short while 'p' is mapped by 'kmap_atomic', and its result is not checked .kmap-fault." } */
	kunmap_atomic(p);
	if (left) {
		p = kmap_local_page(page);
		left = copy_to_user(buf, p, 128);
		kunmap_local(p);
	}
	return left;
}
