/* Real headers: self-contained helpers inside another mapping are silent. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>

int inner(struct page *a, struct page *b, struct folio *folio)
{
	char *p = kmap_local_page(a), buf[16];
	int v;

	memcpy_from_page(buf, b, 32, sizeof(buf));
	memcpy_to_page(b, 0, buf, sizeof(buf));
	memcpy_page(b, 64, a, 64, 64);
	zero_user(b, 128, 64);
	zero_user_segments(b, 0, 32, 512, 600);
	folio_zero_range(folio, 64, 64);
	memzero_page(b, 256, 64);
	clear_highpage(b);
	copy_highpage(b, a);
	v = p[0] + buf[0];
	kunmap_local(p);
	return v;
}
