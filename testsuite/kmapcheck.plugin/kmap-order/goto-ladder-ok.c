/* The labels of the error ladder stand in the reverse order of mapping. */
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
	kunmap_local(second);
put_first:
	kunmap_local(first);
	return err;
}
