/* Whoever has the page could release it, but cannot know that it must. */
/* From xdr_xcode_array2() of net/sunrpc/xdr.c, seeded. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int feed(char *to);
int want_stop(void);

int fill(struct page **pages)
{
	char *p = kmap(*pages);
	int err = feed(p);

	if (want_stop())
		return 0;	/* { dg-warning "'p', mapped by 'kmap', is still live when 'fill' returns" } */
	kunmap(*pages);
	return err ? -EFAULT : 0;
}
