/* The same, and sleeps when it has released. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct seq {
	int at, end;
	u8 *data;
};

void next(struct seq *s, struct mutex *lock)
{
	for (; s->at < s->end; s->at++) {
		if (s->data)
			kunmap_atomic(s->data);
		s->data = NULL;
	}
	if (!s->data)
		return;
	kunmap_atomic(s->data);
	mutex_lock(lock);
	mutex_unlock(lock);
}
