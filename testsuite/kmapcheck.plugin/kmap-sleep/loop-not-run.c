/* What it releases at the end is there only if the loop ran not once. */
/* From skb_seq_read() of net/core/skbuff.c, seeded. */
/* { dg-xfail "a path on which a loop runs not once is told at level possible" } */
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
	mutex_lock(lock);	/* { dg-warning "'mutex_lock' may sleep while 's->data' is mapped by 'kmap_atomic'" } */
	kunmap_atomic(s->data);
	mutex_unlock(lock);
}
