/* The address parked in a field came from the other family. */
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
	kunmap_local(seq->data); /* { dg-warning "'seq->data' was mapped by 'kmap_atomic' but is released by 'kunmap_local' .kmap-mismatch." } */
	seq->data = NULL;
	return v;
}
