/* A map whose result nobody takes is told, and one stored in memory. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-record-only" } */
/* { dg-final { trace "17 kmap e, 18 kmap_local_page f, 19 kunmap_local f, 20 kunmap E" } } */
#include "kernel.h"

extern struct page pages[];

struct holder {
	void *addr;
} global;

int main(void)
{
	struct holder *volatile h = &global;

	kmap(&pages[4]);
	h->addr = kmap_local_page(&pages[5]);
	kunmap_local(global.addr);
	kunmap(&pages[4]);
	return 0;
}
