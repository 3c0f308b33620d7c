/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * C text seen as words: comments and literals are passed over.
 */
#ifndef KMC_CMD_SCAN_H
#define KMC_CMD_SCAN_H

#include <stdbool.h>
#include <stddef.h>

/* A piece of C text: a name, or one character of punctuation (len 1). */
struct scan {
	const char *next;		/* text not read yet, ends with NUL */
	const char *word;
	size_t len;
};

/* Read the next piece; false at the end. */
bool scan_next(struct scan *s);

/* Is the piece a name? */
bool scan_is_name(const struct scan *s);

/* Is it the punctuation @c? */
bool scan_is(const struct scan *s, char c);

#endif
