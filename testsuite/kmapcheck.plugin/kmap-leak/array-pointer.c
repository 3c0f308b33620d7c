/* The pointer into the array is forgotten before it is asked for. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int feed(char *to);

int fill(struct page **pages, unsigned int base)
{
	struct page **at = NULL;
	char *p = NULL;
	int err = -EIO;

	if (base) {
		at = pages + base;
		p = kmap_local_page(*at);
		err = feed(p);
		at = base > 9 ? NULL : at;
	}
	if (at)
		kunmap_local(p);
	return err;		/* { dg-warning "'p', mapped by 'kmap_local_page', is still live when 'fill' returns" } */
}
