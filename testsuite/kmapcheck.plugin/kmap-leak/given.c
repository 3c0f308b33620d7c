/* What takes a length as well does not release: it reads or writes there. */
/* From read_key_bytes() of fs/btrfs/verity.c, seeded. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void copy_buffer(void *buffer, char *to, unsigned long from, unsigned long n);

int read_keys(void *buffer, struct page *page)
{
	char *p = kmap_local_page(page);

	copy_buffer(buffer, p, 16, 100);
	return 0;	/* { dg-warning "'p', mapped by 'kmap_local_page', is still live when 'read_keys' returns" } */
}
