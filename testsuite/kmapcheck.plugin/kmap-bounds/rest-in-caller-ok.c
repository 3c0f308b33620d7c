/* The length is cut to the rest of the page by the caller. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bounds" } */
/* { dg-xfail "what callers pass to a static function is not seen in it" } */
#include "kernel.h"

static noinline void copy_one(struct page *page, unsigned int off, unsigned int len, char *to)
{
	char *p = kmap_local_page(page);

	memcpy(to, p + off, len);
	kunmap_local(p);
}

void copy_all(struct page **pages, unsigned long pos, unsigned long left, char *to)
{
	unsigned int off = pos & ~PAGE_MASK;

	for (; left; pages++) {
		unsigned int len = min_t(unsigned long, left, PAGE_SIZE - off);

		copy_one(*pages, off, len, to);
		to += len;
		left -= len;
		off = 0;
	}
}
