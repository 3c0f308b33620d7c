/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finding the sources that use a mapping API.
 */
#ifndef KMC_CMD_SOURCES_H
#define KMC_CMD_SOURCES_H

#include <stddef.h>

struct known_table;
struct strings;
struct tree;

/* Append to @found, sorted, the .c files below @dirs (folders or files, in the
 * tree or as the shell sees them; none: the whole tree) that name a function
 * of @t that maps or releases, or a wrapper of one in a header (wrappers.h),
 * relative to the tree. Returns the number of files looked at. Ends the program
 * when a folder is not there.
 */
size_t sources_find(const struct tree *tree, const struct known_table *t,
		    const struct strings *dirs, struct strings *found);

#endif
