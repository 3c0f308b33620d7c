/* The new thread is given the address as its argument. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int worker(void *data);

struct task_struct *launch(struct page *page)
{
	void *p = kmap_local_page(page);
	struct task_struct *t;

	t = kthread_create_on_node(worker, p, -1, "w"); /* { dg-warning "'p', a mapping of this thread alone, reaches another context through 'kthread_create_on_node' .kmap-escape." } */
	kunmap_local(p);
	return t;
}
