/* Passed to a function of another file before the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void log_name(const char *name);

void show(struct page *page)
{
	char *name = kmap_local_page(page);

	log_name(name);
	kunmap_local(name);
}
