/* The length is cut to the rest of the page, and to that of another one. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bounds" } */
#include "kernel.h"

void copy_out(struct page *page, unsigned int pos, unsigned int n, char *to)
{
	unsigned int len = min_t(unsigned int, n, PAGE_SIZE - offset_in_page(pos));
	char *p = kmap_local_page(page);

	memcpy(to, p + offset_in_page(pos), len);
	kunmap_local(p);
}

void copy(struct page *from, unsigned int f, struct page *to, unsigned int t, unsigned int n)
{
	unsigned int len = min(min(n, (unsigned int)PAGE_SIZE - (f & 4095)), (unsigned int)PAGE_SIZE - (t & 4095));
	char *d = kmap_local_page(to), *s = kmap_local_page(from);

	memcpy(d + t % PAGE_SIZE, s + (f & 4095), len);
	kunmap_local(s);
	kunmap_local(d);
}
