/* A correct unit prints not a byte. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { scan-output-not "." } } */
#include "kernel.h"

void copy_one(struct page *to, struct page *from)
{
	char *src = kmap_local_page(from);
	char *dst = kmap_local_page(to);

	memcpy(dst, src, 64);
	kunmap_local(dst);
	kunmap_local(src);
}
