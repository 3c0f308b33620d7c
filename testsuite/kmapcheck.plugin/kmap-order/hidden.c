/* An asm without code hides a value from the compiler, and changes nothing. */
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
	kunmap_local(a);	/* { dg-warning "'kunmap_local' releases 'a' while the newer mapping 'b' is still live" } */
	kunmap_local(b);
}
