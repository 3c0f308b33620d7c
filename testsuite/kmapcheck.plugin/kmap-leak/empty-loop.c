/* A callee's loop that the caller knows to run not once. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

static int sum(const int *list, int n)
{
	int i, all = 0;

	for (i = 0; i < n; i++)
		all += list[i];
	return all;
}

int first(struct page *page, const int *list)
{
	int all = sum(list, 0);
	char *p = kmap_local_page(page);

	if (p[0] == all)
		return 0; /* { dg-warning "'p', mapped by 'kmap_local_page', is still live" } */
	kunmap_local(p);
	return 1;
}
