/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Inline functions and macros of headers that map or release: their names mark
 * a source as one that uses a mapping API.
 */
#ifndef KMC_CMD_WRAPPERS_H
#define KMC_CMD_WRAPPERS_H

struct known_table;
struct set;
struct strings;
struct tree;

/* Add to @names the functions and macros, not in @t themselves, of headers
 * whose bodies name a mapping or releasing function of @t, and those that name
 * such a one in turn. Read are the headers for all of the kernel, and those
 * around the places @folders and @files of the tree: below the first two
 * folders of their names, since private headers stand close to their users.
 */
void wrappers_find(const struct tree *tree, const struct known_table *t,
		   const struct strings *folders, const struct strings *files,
		   struct set *names);

#endif
