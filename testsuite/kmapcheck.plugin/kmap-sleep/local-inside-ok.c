/* The same with kmap_local alone: sleeping is fine. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void update(struct page *page, struct rw_semaphore *sem)
{
	u8 *p = kmap_local_page(page);

	down_read(sem);
	p[0] = 1;
	up_read(sem);
	kunmap_local(p);
}
