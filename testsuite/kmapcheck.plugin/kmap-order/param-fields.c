/* Addresses parked in the caller's structure by one function. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct ctx {
	u8 *kin, *kout;
};

void step(struct ctx *ctx, struct page *in, struct page *out, int n)
{
	ctx->kin = kmap_local_page(in);
	ctx->kout = kmap_local_page(out);
	memcpy(ctx->kout, ctx->kin, n & 255);
	kunmap_local(ctx->kin); /* { dg-warning "releases 'ctx->kin' while the newer mapping 'ctx->kout' is still live .kmap-order." } */
	ctx->kin = NULL;
	kunmap_local(ctx->kout);
}
