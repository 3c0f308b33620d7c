/* The caller's object still has the address, but nobody looks after it. */
/* From zstd_decompress_bio() of fs/btrfs/zstd.c, seeded. */
/* { dg-xfail "an address in an object that the caller has is the caller's" } */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct workspace {
	char *in;
};

int inflate(struct workspace *w);

int decompress(struct workspace *w, struct page *page, int skip)
{
	w->in = kmap_local_page(page);
	if (skip)
		return -EIO;	/* { dg-warning "'w->in', mapped by 'kmap_local_page', is still live when 'decompress' returns" } */
	inflate(w);
	kunmap_local(w->in);
	return 0;
}
