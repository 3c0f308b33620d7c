/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the tree's Makefiles say of objects, and the make that builds them.
 */
#ifndef KMC_CMD_KBUILD_H
#define KMC_CMD_KBUILD_H

#include <stdbool.h>

#include "util.h"

struct compiler;
struct tree;

/* Does the configuration build an object? */
enum kbuild_enabled { KBUILD_NO, KBUILD_YES, KBUILD_UNKNOWN };

/* The Makefiles that were looked at. */
struct kbuild;
struct kbuild *kbuild_new(const struct tree *t);
void kbuild_free(struct kbuild *k);

/* Of the object @name ("fs/ext2/dir.o"); UNKNOWN when a Makefile on the way
 * to it cannot be read on its own.
 */
enum kbuild_enabled kbuild_enabled(struct kbuild *k, const char *name);

/* An object that could not be built, and why. */
struct kbuild_failure {
	char *object, *why;
};

struct kbuild_result {
	size_t nfailed;
	struct kbuild_failure *failed;
};

/* Told of an object as soon as it was compiled, while make goes on. Returns
 * the number of findings so far.
 */
typedef unsigned int (*kbuild_done_fn)(void *ctx, const char *object);

/* Build @objects with @kcflags (make -k); @done is not called for those that
 * were up to date. Ends the program when make fails before it comes to the
 * objects.
 */
struct kbuild_result *kbuild_make(const struct tree *t,
				  const struct strings *objects,
				  const char *kcflags, unsigned int jobs,
				  kbuild_done_fn done, void *ctx);
void kbuild_result_free(struct kbuild_result *r);

#endif
