/* Real headers: a mutex under kmap_local_page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>
#include <linux/mutex.h>

void add(struct page *page, struct mutex *lock)
{
	u32 *p = kmap_local_page(page);

	mutex_lock(lock);
	p[0]++;
	mutex_unlock(lock);
	kunmap_local(p);
}
