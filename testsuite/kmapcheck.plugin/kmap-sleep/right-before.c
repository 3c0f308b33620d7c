/* Who mapped it cannot be seen; that it slept with it can. */
/* From zs_unmap_object() of mm/zsmalloc.c, seeded. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct area {
	char *addr;
};

struct area *this_area(int cpu);

void unmap(int cpu, struct mutex *lock)
{
	struct area *area = this_area(cpu);

	mutex_lock(lock);	/* { dg-warning "'mutex_lock' may sleep while 'area->addr' is mapped by 'kmap_atomic'" } */
	kunmap_atomic(area->addr);
	mutex_unlock(lock);
}
