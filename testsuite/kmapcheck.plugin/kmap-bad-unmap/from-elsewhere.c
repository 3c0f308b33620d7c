/* Wherever in its page the address stands, a page further is another. */
/* From direct_next_page() of fs/squashfs/page_actor.c, seeded. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct actor {
	char *addr;
};

void next(struct actor *a)
{
	if (a->addr)
		kunmap_local(a->addr + PAGE_SIZE);	/* { dg-warning "'kunmap_local' is given an address outside the page mapped as 'a->addr'" } */
	a->addr = NULL;
}
