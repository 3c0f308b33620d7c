/* An array in a structure, emptied from the newest to the oldest. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct batch {
	struct page *pages[16];
	void *vaddr[16];
	unsigned int n;
};

void run(struct batch *b)
{
	unsigned int i, n = b->n;

	if (n < 5 || n > 16)
		return;
	for (i = 0; i < n; i++)
		b->vaddr[i] = kmap_local_page(b->pages[i]);
	memset(b->vaddr[0], 0, 64);
	while (i--)
		kunmap_local(b->vaddr[i]);
}
