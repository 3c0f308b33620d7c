/* The inline wrapper queue_work hands over, too. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct job {
	void *data;
	struct work_struct work;
};

void submit(struct job *job, struct page *page, struct workqueue_struct *wq)
{
	void *p = kmap_local_page(page);

	job->data = p;
	queue_work(wq, &job->work); /* { dg-warning "'p', a mapping of this thread alone, reaches another context .*.kmap-escape." } */
	kunmap_local(p);
}
