/* The iterator is stopped also when the loop ends early. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int find(struct scatterlist *sg, int n)
{
	struct sg_mapping_iter miter;
	int found = 0;

	sg_miter_start(&miter, sg, n, SG_MITER_ATOMIC | SG_MITER_FROM_SG);
	while (sg_miter_next(&miter)) {
		if (*(char *)miter.addr == 'k') {
			found = 1;
			break;
		}
	}
	sg_miter_stop(&miter);
	return found;
}
