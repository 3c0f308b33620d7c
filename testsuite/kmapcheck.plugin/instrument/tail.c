/* A map or release that the function ends with is told as any other. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { trace "10 kmap d @get, 15 kunmap D @put" } } */
#include "kernel.h"

extern struct page pages[];

noinline void *get(struct page *page)
{
	return kmap(page);
}

noinline void put(struct page *page)
{
	kunmap(page);
}

int main(void)
{
	*(char *)get(&pages[3]) = 1;
	put(&pages[3]);
	return 0;
}
