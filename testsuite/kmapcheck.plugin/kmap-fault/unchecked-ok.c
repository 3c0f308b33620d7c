/* The same under kmap_local, where page faults work. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void receive(struct page *page, const void __user *buf)
{
	char *p = kmap_local_page(page);
	unsigned long __maybe_unused left;

	left = copy_from_user(p, buf, 512);
	kunmap_local(p);
}
