/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text form of rows of the API table: for known.c only.
 */
#ifndef KMC_KNOWN_FILE_H
#define KMC_KNOWN_FILE_H

#include "known.h"

struct known_rows {
	unsigned int n, cap;
	struct known **rows;
};

/* Parse one row into a new one, owned by @a. Returns NULL when it is wrong
 * and sets *@error to a sentence in @a that says why.
 */
struct known *known_parse(struct arena *a, const char *row,
			  const char **error);

/* Parse the file @path into @out, all of it owned by @a. Returns NULL, or a
 * sentence in @a: "file:line: what is wrong" or "file: why it is unreadable".
 */
const char *known_read(struct arena *a, const char *path,
		       struct known_rows *out);

#endif
