/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Inline functions of the kernel's headers that map or release for their
 * callers: their names mark a source as one that uses a mapping API.
 */
#ifndef KMC_CMD_WRAPPERS_H
#define KMC_CMD_WRAPPERS_H

#include "util.h"

struct known_table;
struct tree;

/* Add to @names the functions with a body in the tree's include/ that name
 * only mapping or only releasing functions of @t, and are not in it
 * themselves.
 */
void wrappers_find(const struct tree *tree, const struct known_table *t,
		   struct set *names);

#endif
