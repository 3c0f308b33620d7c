/* Real headers: zlib's output cursor is released. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>
#include <linux/zlib.h>

int unpack(struct z_stream_s *s, struct page *page)
{
	int err;

	s->next_out = kmap_local_page(page);
	s->avail_out = PAGE_SIZE;
	err = zlib_inflate(s, 0);
	kunmap_local(s->next_out); /* { dg-warning "is given .*can stand one past the page mapped as .* .kmap-bad-unmap." } */
	return err;
}
