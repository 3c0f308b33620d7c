/* Between the sleep and the release somebody else may have mapped it. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct area {
	char *addr;
};

struct area *this_area(int cpu);
void area_map(struct area *area);

void unmap(int cpu, struct mutex *lock)
{
	struct area *area = this_area(cpu);

	mutex_lock(lock);
	area_map(area);
	kunmap_atomic(area->addr);
	mutex_unlock(lock);
}
