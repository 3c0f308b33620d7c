/* What is queued does not have the address. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct item {
	struct work_struct work;
	void *p;
};

struct item *item_new(void);

void done(struct workqueue_struct *wq, void *addr)
{
	struct item *i = item_new();

	i->p = NULL;
	queue_work(wq, &i->work);
	kunmap_local(addr);
}
