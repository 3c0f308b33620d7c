/* A reply of fixed size, at the place of an entry that may end with the page. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=possible -fplugin-arg-kmapcheck-only=bounds" } */
#include "kernel.h"

struct reply { char data[36]; };

void send(struct scatterlist *sg, const struct reply *reply)
{
	char *p = kmap_atomic(sg_page(sg)) + sg->offset;

	memcpy(p, reply, sizeof(*reply)); /* { dg-warning "write of 'p' may leave the mapped page .kmap-bounds." } */
	kunmap_atomic(p);
}

void send_copy(struct scatterlist *sg, const struct reply *reply)
{
	char *p = kmap_atomic(sg_page(sg)) + sg->offset;

	*(struct reply *)p = *reply; /* { dg-warning "write of 'p' may leave the mapped page .kmap-bounds." } */
	kunmap_atomic(p);
}
