/* A helper that maps one page is given more than a page can hold. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bounds" } */
#include "kernel.h"

void memcpy_to_page(struct page *page, size_t offset, const char *from, size_t len);

void pull(struct scatterlist *sg, char *to)
{
	memcpy_from_page(to, sg_page(sg), sg->offset, sg->length); /* { dg-warning "access by 'memcpy_from_page' may leave the mapped page .kmap-bounds." } */
}

void push(struct page *page, const char *from, int order)
{
	memcpy_to_page(page, 0, from, PAGE_SIZE << order); /* { dg-warning "access by 'memcpy_to_page' may leave the mapped page .kmap-bounds." } */
}

void push_two(struct page *page, const char *from)
{
	memcpy_to_page(page, 0, from, 2 * PAGE_SIZE); /* { dg-warning "'memcpy_to_page' of 8192 bytes at offset 0 leaves the mapped page .kmap-bounds." } */
}

void shift(struct page *to, struct page *from)
{
	memcpy_page(to, 0, from, 16, PAGE_SIZE); /* { dg-warning "'memcpy_page' of 4096 bytes at offset 16 leaves the mapped page .kmap-bounds." } */
}
