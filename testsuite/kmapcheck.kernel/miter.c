/* Real headers: the iterator's loop is left by a return. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/scatterlist.h>

int find(struct scatterlist *sg, int n)
{
	struct sg_mapping_iter miter;
	int found = 0;

	sg_miter_start(&miter, sg, n, SG_MITER_ATOMIC | SG_MITER_FROM_SG);
	while (sg_miter_next(&miter)) {
		if (*(char *)miter.addr == 'k') {
			return 1; /* { dg-warning "is still live when 'find' returns .kmap-leak." } */
		}
	}
	sg_miter_stop(&miter);
	return found;
}
