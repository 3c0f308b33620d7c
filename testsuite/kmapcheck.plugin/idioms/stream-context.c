/* Two mappings parked in a context, both replaced newest first. Shape of
 * z_erofs_stream_switch_bufs(), fs/erofs/decompressor.c of Linux 6.12. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct ctx {
	u8 *kin, *kout;
	struct page **in, **out;
};

void next_in(struct ctx *c)
{
	kunmap_local(c->kout);
	kunmap_local(c->kin);
	c->kin = kmap_local_page(*++c->in);
	c->kout = kmap_local_page(*c->out);
}

void next_out(struct ctx *c)
{
	kunmap_local(c->kout);
	c->kout = kmap_local_page(*++c->out);
}
