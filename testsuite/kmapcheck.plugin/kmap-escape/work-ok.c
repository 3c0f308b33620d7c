/* A worker maps the page in its own thread. */
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
	queue_work_on(0, wq, &job->work);
	kunmap_local(p);
}
