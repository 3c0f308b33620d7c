/* What an iterator holds is not NULL: the error path has no mapping. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int first(struct scatterlist *sg, int n)
{
	struct sg_mapping_iter miter;
	int err = -22;

	sg_miter_start(&miter, sg, n, SG_MITER_ATOMIC | SG_MITER_FROM_SG);
	if (!sg_miter_next(&miter) || !miter.addr)
		goto out;
	err = *(char *)miter.addr;
	sg_miter_stop(&miter);
out:
	return err;
}
