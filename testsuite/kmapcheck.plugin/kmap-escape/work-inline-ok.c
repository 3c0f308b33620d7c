/* The object queued holds the page, and no address. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct job {
	void *data;
	struct work_struct work;
};

void submit(struct job *job, struct page *page, struct workqueue_struct *wq)
{
	void *p = kmap_local_page(page);

	job->data = page;
	queue_work(wq, &job->work);
	kunmap_local(p);
}
