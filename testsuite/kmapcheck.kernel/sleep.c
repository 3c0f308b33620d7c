/* Real headers: a mutex under kmap_atomic. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>
#include <linux/mutex.h>

void add(struct page *page, struct mutex *lock)
{
	u32 *p = kmap_atomic(page);

	mutex_lock(lock); /* { dg-warning "may sleep.* while 'p' is mapped by 'kmap_atomic' .kmap-sleep." } */
	p[0]++;
	mutex_unlock(lock);
	kunmap_atomic(p);
}
