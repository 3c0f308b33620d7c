/* The same, in order. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#define HIDE(var) __asm__ ("" : "=r" (var) : "0" (var))

void copy(struct page *from, struct page *to)
{
	char *a = kmap_local_page(from), *b;

	HIDE(a);
	b = kmap_local_page(to);
	HIDE(b);
	*b = *a;
	kunmap_local(b);
	kunmap_local(a);
}
