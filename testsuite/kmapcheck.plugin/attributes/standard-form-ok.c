/* The form of C23. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

[[kmapcheck::ignore("tested by hand")]]
void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	kunmap_local(p);
	kunmap_local(p);
}
