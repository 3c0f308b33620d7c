/* The labels of the error ladder stand in the order of mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int check(struct page *a, struct page *b)
{
	u32 *first = kmap_local_page(a), *second;
	int err = -EIO;

	if (first[0] != 7)
		goto put_first;
	second = kmap_local_page(b);
	err = second[0] == first[0] ? 0 : -EIO;
	kunmap_local(first); /* { dg-warning "releases 'first' while the newer mapping 'second' is still live .kmap-order." } */
	kunmap_local(second);
	return err;
put_first:
	kunmap_local(first);
	return err;
}
