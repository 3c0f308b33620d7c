/* Only a highmem page is mapped; the flag is read again at the release.
 * Shape of the copies in kernel/power/snapshot.c. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void save(struct page *page, char *to)
{
	bool high = PageHighMem(page);
	char *from = high ? kmap_local_page(page) : page_address(page);

	memcpy(to, from, PAGE_SIZE);
	if (high)
		kunmap_local(from);
}
