/* How much the iterator took is not looked at. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

ssize_t write_page(struct page *page, struct iov_iter *i)
{
	size_t __maybe_unused copied;
	char *p = kmap_atomic(page);

	copied = _copy_from_iter(p, 256, i); /* { dg-warning "'_copy_from_iter' may be cut short while 'p' is mapped by 'kmap_atomic', and its result is not checked .kmap-fault." } */
	kunmap_atomic(p);
	return 256;
}
