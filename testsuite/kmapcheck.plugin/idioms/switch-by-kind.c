/* The kind decides on the family, at mapping and at release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

enum kind { LOCAL, ATOMIC, NONE };

int read_kind(struct page *page, enum kind kind, int *buf)
{
	int *p = buf, v;

	switch (kind) {
	case LOCAL:
		p = kmap_local_page(page);
		break;
	case ATOMIC:
		p = kmap_atomic(page);
		break;
	default:
		break;
	}
	v = *p;
	if (kind == LOCAL)
		kunmap_local(p);
	else if (kind == ATOMIC)
		kunmap_atomic(p);
	return v;
}
