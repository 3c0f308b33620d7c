/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files of a kernel tree that can take part in a build.
 */
#ifndef KMC_CMD_WALK_H
#define KMC_CMD_WALK_H

#include <stddef.h>

struct strings;
struct tree;

/* Called with the name of a file, relative to the tree, and its size. */
typedef void walk_file(void *ctx, const char *name, size_t size);

/* Call @file for each file below the folders @todo (relative to the tree) whose
 * name ends with @suffix. Folders that hold no kernel objects, or those of
 * another architecture, are passed over. @todo grows by all folders below.
 */
void walk_folders(const struct tree *tree, struct strings *todo,
		  const char *suffix, walk_file *file, void *ctx);

#endif
