/* Where a function may return twice, calls end their blocks. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-record-only" } */
/* { dg-final { trace "18 kmap_local_page a, 19 kmap b, 20 kunmap B, 21 kunmap_local a" } } */
#include "kernel.h"

extern struct page pages[];

int _setjmp(void **env) __attribute__((returns_twice));
static void *env[64];

int main(void)
{
	char *volatile p;

	if (_setjmp(env))
		return 1;
	p = kmap_local_page(&pages[0]);
	kmap(&pages[1]);
	kunmap(&pages[1]);
	kunmap_local(p);
	return 0;
}
