/* A sequence reader holds a mapping from call to call until it is aborted. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int scan(struct skb_seq_state *st, u8 want)
{
	const u8 *data;
	unsigned int done = 0, len;

	while ((len = skb_seq_read(done, &data, st)) != 0) {
		if (data[0] == want) {
			skb_abort_seq_read(st);
			return done;
		}
		done += len;
	}
	return -1;
}
