/* The page is named by a pointer that walks. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int use(char *c, unsigned int n);

int walk(struct page **pp, unsigned int left)
{
	char *c = kmap(*pp);
	int err = 0;

	while (left) {
		err = use(c, left);
		if (err)
			goto out;
		left--;
		if (left & 1) {
			kunmap(*pp);
			pp++;
			c = kmap(*pp);
		}
	}
out:
	kunmap(*pp);
	return err;
}
