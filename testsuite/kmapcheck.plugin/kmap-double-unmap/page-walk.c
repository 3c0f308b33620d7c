/* Released before the way out that releases. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int use(char *c, unsigned int n);

int walk(struct page **pp, unsigned int left)
{
	char *c = kmap(*pp);
	int err = 0;

	while (left) {
		err = use(c, left);
		if (err) {
			kunmap(*pp);
			goto out;
		}
		left--;
		if (left & 1) {
			kunmap(*pp);
			pp++;
			c = kmap(*pp);
		}
	}
out:
	kunmap(*pp); /* { dg-warning "'kunmap' releases '.*', which was released before .kmap-double-unmap." } */
	return err;
}
