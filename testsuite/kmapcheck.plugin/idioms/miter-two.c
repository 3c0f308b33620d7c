/* Two atomic iterators stop in reverse order. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void copy_sg(struct scatterlist *from, struct scatterlist *to, int n)
{
	struct sg_mapping_iter in, out;

	sg_miter_start(&in, from, n, SG_MITER_ATOMIC | SG_MITER_FROM_SG);
	sg_miter_start(&out, to, n, SG_MITER_ATOMIC | SG_MITER_TO_SG);
	if (sg_miter_next(&in) && sg_miter_next(&out))
		memcpy(out.addr, in.addr, min(in.length, out.length));
	sg_miter_stop(&out);
	sg_miter_stop(&in);
}
