/* Each round of the loop releases its page, but for one way out of it. */
/* From read_in_block() of drivers/block/drbd/drbd_receiver.c, seeded. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct chain {
	struct page *page;
	struct chain *next;
};

int receive(char *to, int n, int flags);
int want_stop(void);

int fill(struct chain *c)
{
	int err = 0;

	for (; c && !err; c = c->next) {
		char *p = kmap(c->page);

		err = receive(p, 4096, 0);
		if (want_stop())
			return 0;	/* { dg-warning "'p', mapped by 'kmap', is still live when 'fill' returns" } */
		kunmap(c->page);
	}
	return err ? -EIO : 0;
}
