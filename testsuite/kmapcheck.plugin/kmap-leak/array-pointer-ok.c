/* What was read through is not NULL, wherever in the array it points. */
/* From xdr_xcode_array2() of net/sunrpc/xdr.c. */
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
	}
	if (at)
		kunmap_local(p);
	return err;
}
