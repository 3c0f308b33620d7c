/* The newer of two parked addresses is released first. */
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
	kunmap_local(ctx->kout);
	ctx->kout = NULL;
	kunmap_local(ctx->kin);
}
