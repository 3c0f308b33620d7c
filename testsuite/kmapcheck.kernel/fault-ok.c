/* Real headers: a short copy_from_user under kmap_atomic is told of. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>
#include <linux/uaccess.h>

int receive(struct page *page, const void __user *buf)
{
	unsigned long left __maybe_unused;
	char *p = kmap_atomic(page);

	left = copy_from_user(p, buf, 64);
	kunmap_atomic(p);
	return left ? -EFAULT : 0;
}
