/* Another rule than the one broken is ignored. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#include "../../../plugin/kmapcheck.h"

KMAPCHECK_IGNORE_RULE("kmap-leak", "released by an interrupt")
void copy_one(struct page *to, struct page *from)
{
	char *src = kmap_local_page(from);
	char *dst = kmap_local_page(to);

	memcpy(dst, src, 64);
	kunmap_local(src); /* { dg-warning "releases 'src' while the newer mapping 'dst' is still live .kmap-order." } */
	kunmap_local(dst);
}
