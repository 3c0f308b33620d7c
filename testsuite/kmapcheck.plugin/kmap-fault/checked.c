/* The count that was not copied is dropped. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int receive(struct page *page, const void __user *buf)
{
	unsigned long __maybe_unused left;
	char *p = kmap_atomic(page);

	left = copy_from_user(p, buf, 64); /* { dg-warning "'copy_from_user' may be cut short while 'p' is mapped by 'kmap_atomic', and its result is not checked .kmap-fault." } */
	kunmap_atomic(p);
	return 0;
}
