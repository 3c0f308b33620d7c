/* Page faults are off on purpose; what was cut short is copied again
 * with a local mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int receive(struct page *page, const void __user *from, size_t n)
{
	char *p = kmap_atomic(page);
	unsigned long left = copy_from_user(p, from, 64);

	kunmap_atomic(p);
	if (left) {
		p = kmap_local_page(page);
		left = copy_from_user(p, from, 64);
		kunmap_local(p);
	}
	return left ? -EFAULT : 0;
}
