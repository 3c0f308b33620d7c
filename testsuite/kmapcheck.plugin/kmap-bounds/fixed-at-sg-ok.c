/* The entry was asked whether the reply fits. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bounds" } */
#include "kernel.h"

struct reply { char data[36]; };

void send(struct scatterlist *sg, const struct reply *reply)
{
	char *p;

	if (sg->offset + sizeof(*reply) > PAGE_SIZE)
		return;
	p = kmap_atomic(sg_page(sg)) + sg->offset;
	*(struct reply *)p = *reply;
	kunmap_atomic(p);
}
