/* One mapping is kept over many turns and replaced when the page
 * changes. Shape of copy_strings(), fs/exec.c of Linux 6.12. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct page *page_of(int pos);

int put_strings(const char __user **argv, int argc, int pos)
{
	struct page *kept = NULL, *page;
	char *kaddr = NULL;
	int err = 0;

	while (argc-- > 0) {
		page = page_of(pos--);
		if (kept != page) {
			if (kept)
				kunmap_local(kaddr);
			kept = page;
			kaddr = kmap_local_page(kept);
		}
		if (copy_from_user(kaddr + (pos & 255), argv[argc], 8)) {
			err = -EFAULT;
			break;
		}
	}
	if (kept)
		kunmap_local(kaddr);
	return err;
}
