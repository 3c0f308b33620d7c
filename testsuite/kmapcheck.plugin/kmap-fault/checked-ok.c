/* The count that was not copied is looked at after the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int receive(struct page *page, const void __user *buf)
{
	unsigned long __maybe_unused left;
	char *p = kmap_atomic(page);

	left = copy_from_user(p, buf, 64);
	kunmap_atomic(p);
	return left ? -EFAULT : 0;
}
