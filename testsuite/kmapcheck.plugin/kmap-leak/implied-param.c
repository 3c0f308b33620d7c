/* A function that releases its caller's mapping on one path must on the
 * other. */
/* { dg-xfail "a parameter that is released on one path only" } */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int consume(struct folio *folio, u8 *data, int n)
{
	if (data[0] != n) {
		return -EIO; /* { dg-warning "'data', .*is still live when 'consume' returns .kmap-leak." } */
	}
	folio_release_kmap(folio, data);
	return 0;
}
