/* Passed to a function of another file after the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

void log_name(const char *name);

void show(struct page *page)
{
	char *name = kmap_local_page(page);

	kunmap_local(name);
	log_name(name); /* { dg-warning "'name' is passed to 'log_name' after its release .kmap-use-after-unmap." } */
}
