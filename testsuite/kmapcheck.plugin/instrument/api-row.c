/* A function that an annotation says to map is told of, not what it calls. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { trace "24 window_open g, 26 window_close g" } } */
#include "kernel.h"

#include "../../../plugin/kmapcheck.h"

extern struct page pages[];

KMAPCHECK_MAPS("maps-local page=1")
noinline unsigned long window_open(struct page *page)
{
	return (unsigned long)kmap_local_page(page);
}

KMAPCHECK_RELEASES("releases-local address=2")
noinline void window_close(int how, unsigned long window)
{
	kunmap_local((void *)window);
}

int main(void)
{
	unsigned long w = window_open(&pages[6]);

	window_close(1, w);
	return 0;
}
