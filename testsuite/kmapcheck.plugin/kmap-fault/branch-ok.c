/* Both copies are looked at. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int push(struct page *page, void __user *to, bool all)
{
	u8 *p = kmap_atomic(page);
	int err = 0;

	if (all) {
		if (copy_to_user(to, p, 4096))
			err = -EFAULT;
	} else {
		if (
		copy_to_user(to, p, 8)
		)
			err = -EFAULT;
	}
	kunmap_atomic(p);
	return err;
}
