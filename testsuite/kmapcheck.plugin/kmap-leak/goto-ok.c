/* Every jump lands before the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int load(struct page *page, struct mutex *lock)
{
	int *data, err = 0;

	mutex_lock(lock);
	data = kmap_local_page(page);
	if (data[0] < 0) {
		err = -EIO;
		goto unmap;
	}
	err = data[1];
unmap:
	kunmap_local(data);
	mutex_unlock(lock);
	return err;
}
