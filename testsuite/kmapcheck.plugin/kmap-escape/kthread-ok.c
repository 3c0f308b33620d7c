/* The new thread is given the page as its argument. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int worker(void *data);

struct task_struct *launch(struct page *page)
{
	void *p = kmap_local_page(page);
	struct task_struct *t;

	t = kthread_create_on_node(worker, page, -1, "w");
	kunmap_local(p);
	return t;
}
