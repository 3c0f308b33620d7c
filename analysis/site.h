/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Site records: what the plugin tells the runtime shim of one call. They are
 * static data of the kernel, of the layout of struct kmapcheck_site in
 * runtime/kmapcheck.h, whose numbers these are:
 *
 *	pointer file, func, api; u32 line; u8 family, op; u16 version
 */
#ifndef KMC_SITE_H
#define KMC_SITE_H

#include <stdint.h>

#include "known.h"

#define SITE_VERSION 1
#define SITE_SYMBOL "__kmapcheck_site."	/* a number follows */
#define SITE_POINTERS 3
#define SITE_BYTES 8			/* behind the pointers */

enum site_op { SITE_MAPS = 1, SITE_RELEASES = 2 };

struct site {
	const char *file, *func, *api;
	uint32_t line;
	unsigned int family;		/* number, see site_family() */
	unsigned int op;		/* enum site_op */
};

/* The number of a family in site records, from 1. */
unsigned int site_family(enum known_family family);

/* The family that @number stands for, or -1. */
int site_family_known(unsigned int number);

#endif
