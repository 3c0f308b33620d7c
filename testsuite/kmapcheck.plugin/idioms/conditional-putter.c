/* A callee releases unless it says 0; the caller releases then. Shape of
 * z_erofs_lz4_decompress_mem(), fs/erofs/decompressor.c of Linux 6.12. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline int prepare(struct page *page, u8 *in, bool copy, char *tmp)
{
	if (!copy)
		return 0;
	memcpy(tmp, in, 64);
	kunmap_local(in);
	return 1;
}

int decode(struct page *page, struct page *out, bool copy, char *tmp)
{
	u8 *to = kmap_local_page(out);
	u8 *in = kmap_local_page(page);
	int kind = prepare(page, in, copy, tmp);

	to[0] = kind ? tmp[0] : in[0];
	if (kind == 0)
		kunmap_local(in);
	kunmap_local(to);
	return kind;
}
