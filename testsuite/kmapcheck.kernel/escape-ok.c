/* Real headers: an object with a page in it is given to a worker. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>
#include <linux/workqueue.h>

struct job {
	struct work_struct work;
	void *data;
};

void submit(struct job *job, struct page *page)
{
	void *p = kmap_local_page(page);

	memset(p, 0, 64);
	job->data = page;
	schedule_work(&job->work);
	kunmap_local(p);
}
