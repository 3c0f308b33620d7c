/* A page that the caller has stays mapped on all paths. */
/* From do_readpage() of fs/ubifs/file.c, seeded. */
/* { dg-xfail "a kmap() of a page that the caller has is left to the caller" } */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int fill(struct page **pages)
{
	char *p = kmap(pages[0]);

	p[0] = 1;
	return 0;	/* { dg-warning "'p', mapped by 'kmap', is still live when 'fill' returns" } */
}
