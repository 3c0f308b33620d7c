/* The address parked in a field is released by its own family. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct seq {
	u8 *data;
	struct page *page;
};

int step(struct seq *seq)
{
	int v;

	seq->data = kmap_atomic(seq->page);
	v = seq->data[0];
	kunmap_atomic(seq->data);
	seq->data = NULL;
	return v;
}
