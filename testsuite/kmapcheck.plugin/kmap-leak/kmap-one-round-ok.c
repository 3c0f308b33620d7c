/* All ways out of the loop release, one by the address that is in memory. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct sg {
	unsigned long link;
};

struct sg *next(struct sg *sg);
int transfer(void *host);

int fill(void *host, struct sg *sg, char **buf, int n)
{
	int err = 0;

	for (; n && !err; n--, sg = next(sg)) {
		*buf = kmap((struct page *)(sg->link & ~3ul));
		err = transfer(host);
		kunmap((struct page *)(sg->link & ~3ul));
	}
	return err ? -EIO : 0;
}
