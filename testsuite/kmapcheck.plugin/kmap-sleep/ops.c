/* A sleeper behind a constant table of functions of the file. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void settle(struct mutex *m)
{
	mutex_lock(m);
	mutex_unlock(m);
}

static const struct ops {
	void (*settle)(struct mutex *m);
} ops = { .settle = settle };

void run(struct page *page, struct mutex *m)
{
	char *p = kmap_atomic(page);

	p[0] = 1;
	ops.settle(m); /* { dg-warning "may sleep .*while 'p' is mapped by 'kmap_atomic' .kmap-sleep." } */
	kunmap_atomic(p);
}
