/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "site.h"

/* Kernels are built with these numbers: they stay. */
static const enum known_family families[] = {
	KNOWN_KMAP, KNOWN_LOCAL, KNOWN_ATOMIC, KNOWN_PTE, KNOWN_IOLOCAL,
	KNOWN_IOATOMIC,
};

#define NFAMILIES (sizeof(families) / sizeof(*families))

_Static_assert(NFAMILIES == KNOWN_NFAMILIES, "each family has a number");

unsigned int site_family(enum known_family family)
{
	unsigned int i;

	for (i = 0; i < NFAMILIES && families[i] != family; i++)
		;
	return i + 1;
}

int site_family_known(unsigned int number)
{
	return number >= 1 && number <= NFAMILIES ? (int)families[number - 1] :
						    -1;
}
