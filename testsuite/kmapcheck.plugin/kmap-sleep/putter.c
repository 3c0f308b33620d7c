/* What a function releases for its caller was mapped from the beginning. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct segment {
	void *mapped;
	int left;
};

void put(void *addr)
{
	msleep(1);	/* { dg-warning "'msleep' may sleep while 'addr' is mapped by 'kmap_atomic' .kmap-sleep." } */
	kunmap_atomic(addr);
}

static void wait(int ms)
{
	if (ms)
		msleep(ms);
}

void put_field(struct segment *seg)
{
	wait(seg->left);	/* { dg-warning "'wait' may sleep while 'seg->mapped' is mapped by 'kmap_atomic' .kmap-sleep." } */
	kunmap_atomic(seg->mapped);
}
