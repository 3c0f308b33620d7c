/* One jump lands behind the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int load(struct page *page, struct mutex *lock)
{
	int *data, err = 0;

	mutex_lock(lock);
	data = kmap_local_page(page);
	if (data[0] < 0) {
		err = -EIO;
		goto unlock;
	}
	err = data[1];
	kunmap_local(data);
unlock:
	mutex_unlock(lock);
	return err; /* { dg-warning "'data', mapped by 'kmap_local_page', is still live when 'load' returns .kmap-leak." } */
}
