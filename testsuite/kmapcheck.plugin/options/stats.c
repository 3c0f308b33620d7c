/* stats tells what was analysed, without a word that robots count. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-stats" } */
/* { dg-final { scan-output "kmapcheck: .*functions" } } */
/* { dg-final { scan-output-not "warning|error" } } */
#include "kernel.h"

void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	*p = 0;
	kunmap_local(p);
}
