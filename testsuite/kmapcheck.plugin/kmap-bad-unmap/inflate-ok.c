/* The output page of zlib is released by its base. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int unpack(struct z_stream_s *s, struct page *page)
{
	void *base;
	int err;

	base = kmap_local_page(page);
	s->next_out = base;
	s->avail_out = PAGE_SIZE;
	err = zlib_inflate(s, 0);
	kunmap_local(base);
	return err;
}
