/* Real headers: scatterwalk_map without its release on one path. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <crypto/scatterwalk.h>

int peek(struct scatter_walk *walk)
{
	u8 *p = scatterwalk_map(walk);

	if (p[0]) {
		return 1; /* { dg-warning "'p', mapped by .*, is still live when 'peek' returns .kmap-leak." } */
	}
	scatterwalk_unmap(p);
	return 0;
}
