/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A kernel tree, its configuration, and the make that builds it.
 */
#ifndef KMC_CMD_TREE_H
#define KMC_CMD_TREE_H

#include <stdbool.h>

#include "run.h"

struct strings;

/* How the user wants it built; all may be NULL. */
struct tree_wish {
	const char *out;		/* build folder */
	const char *config;		/* make this one: "allmod" or "def" */
	const char *cc, *arch, *cross;	/* make's CC, ARCH, CROSS_COMPILE */
};

struct tree {
	char *src;			/* sources, absolute */
	char *out;			/* build folder, absolute; may be src */
	char *arch;			/* as the configuration's first lines say */
	char *srcarch;			/* folder below arch/ */
	char *cc;			/* compiler to use */
	char *cross;			/* its prefix, "" when native */
	struct tree_wish wish;
	bool configured;		/* else tree_configure() is due */
};

/* Look at the kernel tree @path (or a build folder made from one with O=).
 * Without a build folder it is built in the tree itself, or in $KBUILD_OUTPUT;
 * with a @config in .kmapcheck/@config of the tree. Only with a @config may it
 * be one that is not configured. What is not said of compiler and architecture
 * is taken from the configuration; where there is none yet, from make's
 * variables in the environment. Ends the program with a sentence when the tree
 * cannot be used, or is configured for another architecture.
 */
struct tree *tree_open(const char *path, const struct tree_wish *wish);

/* Make the configuration wished for in the build folder unless it has one. */
void tree_configure(struct tree *t, unsigned int jobs);

void tree_free(struct tree *t);

/* The start of a make command for the tree: make -C ... O= ARCH= CC=. */
void tree_make(const struct tree *t, struct strings *argv);

/* What to say of a make that failed: the line that tells why. */
struct make_log {
	char *first;			/* first line with an error, or NULL */
	bool no_space, read_only;
};

void make_log_line(struct make_log *l, const char *line);
void make_log_free(struct make_log *l);

/* End the program with what make failed to do (@what, "'make defconfig'") in
 * the folder @dir.
 */
void make_log_die(const struct make_log *l, const char *what, const char *dir)
	__attribute__((noreturn));

#endif
