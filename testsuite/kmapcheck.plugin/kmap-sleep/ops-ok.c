/* The function behind the constant table does not sleep. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static noinline void settle(struct mutex *m)
{
	mutex_unlock(m);
}

static const struct ops {
	void (*settle)(struct mutex *m);
} ops = { .settle = settle };

void run(struct page *page, struct mutex *m)
{
	char *p = kmap_atomic(page);

	p[0] = 1;
	ops.settle(m);
	kunmap_atomic(p);
}
