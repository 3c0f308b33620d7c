/* copy_to_user, retried with page faults when it was cut short. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int report(struct page *page, void __user *buf)
{
	char *p = kmap_atomic(page);
	int left = 0;

	left =
	copy_to_user(buf, p, 128);
	kunmap_atomic(p);
	if (left) {
		p = kmap_local_page(page);
		left = copy_to_user(buf, p, 128);
		kunmap_local(p);
	}
	return left;
}
