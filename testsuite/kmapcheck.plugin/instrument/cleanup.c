/* A release that leaving the block makes is told on every way out. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { trace "19 kmap_local_page a @use, 9 kunmap_local a @drop, 19 kmap_local_page b @use, 9 kunmap_local b @drop" } } */
#include "kernel.h"

static inline void drop(char **p)
{
	if (*p)
		kunmap_local(*p);
}

extern struct page pages[];

noinline int use(struct page *page, int n)
{
	char *p __cleanup(drop) = NULL;

	if (n < 2)
		p = kmap_local_page(page);
	if (!n)
		return 1;
	return p ? 2 : 3;
}

int main(void)
{
	return use(&pages[0], 0) + use(&pages[1], 1) + use(&pages[2], 2) != 6;
}
