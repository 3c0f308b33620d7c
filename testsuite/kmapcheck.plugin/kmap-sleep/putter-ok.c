/* What is released was not there where something sleeps, or is no more. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct segment {
	void *mapped;
	int left;
};

static void put_or_wait(struct segment *seg, int ms)
{
	if (ms) {
		msleep(ms);
		return;
	}
	kunmap_atomic(seg->mapped);
}

void both(struct segment *seg, int ms)
{
	put_or_wait(seg, ms);
	msleep(1);
}

void other(void *addr)
{
	msleep(1);
	kunmap_local(addr);
}
