/* Nothing is known of a function behind a pointer that came from outside. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct ops {
	int (*check)(void *priv, const void *data, size_t len);
};

int run(const struct ops *ops, void *priv, struct page *page)
{
	void *p = kmap_local_page(page);
	int err = ops->check(priv, p, PAGE_SIZE);

	kunmap_local(p);
	return err;
}
