/* kmap_local does not sleep, the lock around it does. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void update(struct page *page, struct rw_semaphore *sem)
{
	u8 *p = kmap_atomic(page);

	down_read(sem); /* { dg-warning "'down_read' may sleep while 'p' is mapped by 'kmap_atomic' .kmap-sleep." } */
	p[0] = 1;
	up_read(sem);
	kunmap_atomic(p);
}
