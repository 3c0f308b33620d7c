/* The helper is given what is left of the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bounds" } */
#include "kernel.h"

void memcpy_to_page(struct page *page, size_t offset, const char *from, size_t len);

void pull(struct page *page, unsigned int pos, unsigned int len, char *to)
{
	unsigned int off = pos & ~PAGE_MASK;

	memcpy_from_page(to, page, off, min_t(unsigned int, len, PAGE_SIZE - off));
}

void push(struct page *page, const char *from)
{
	memcpy_to_page(page, 0, from, PAGE_SIZE);
}

void shift(struct page *to, struct page *from)
{
	memcpy_page(to, 0, from, 16, PAGE_SIZE - 16);
}
