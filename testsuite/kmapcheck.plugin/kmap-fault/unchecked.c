/* copy_from_user cannot fault a page in under kmap_atomic, and nobody looks. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void receive(struct page *page, const void __user *buf)
{
	char *p = kmap_atomic(page);
	unsigned long __maybe_unused left;

	left = copy_from_user(p, buf, 512); /* { dg-warning "'copy_from_user' may be cut short while 'p' is mapped by 'kmap_atomic', and its result is not checked .kmap-fault." } */
	kunmap_atomic(p);
}
