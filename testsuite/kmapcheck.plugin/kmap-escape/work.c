/* A worker reads the address in another thread. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct job {
	struct work_struct work;
	struct page *page;
	void *data;
};

void submit(struct job *job, struct workqueue_struct *wq)
{
	void *p = kmap_local_page(job->page);

	memset(p, 0, 64);
	job->data = p;
	queue_work_on(0, wq, &job->work); /* { dg-warning "'p', a mapping of this thread alone, reaches another context through 'queue_work_on' .kmap-escape." } */
	kunmap_local(p);
}
