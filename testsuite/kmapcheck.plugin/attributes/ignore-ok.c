/* An annotated function is not reported on. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#include "../../../plugin/kmapcheck.h"

KMAPCHECK_IGNORE("the firmware releases it again")
void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	kunmap_local(p);
	kunmap_local(p);
}
