/* What it releases at the end was its caller's mapping when it was queued. */
/* From scsi_kunmap_atomic_sg() of drivers/scsi/scsi_lib.c, seeded. */
/* { dg-xfail "a mapping of the caller is known from its release on" } */
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

	i->p = addr;
	queue_work(wq, &i->work);	/* { dg-warning "reaches another context" } */
	kunmap_local(addr);
}
