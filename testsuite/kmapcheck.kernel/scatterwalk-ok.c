/* Real headers: scatterwalk_map and its release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <crypto/scatterwalk.h>

int peek(struct scatter_walk *walk)
{
	u8 *p = scatterwalk_map(walk);

	if (p[0]) {
		scatterwalk_unmap(p);
		return 1;
	}
	scatterwalk_unmap(p);
	return 0;
}
