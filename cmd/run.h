/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Child processes. They never outlive the tool: signals that end it end them
 * first, and run_command() then says so and exits.
 */
#ifndef KMC_CMD_RUN_H
#define KMC_CMD_RUN_H

#include <stdbool.h>

/* Called with each line of the child's output, without its newline; @stream
 * is 1 or 2. The line is the callee's to change until it returns.
 */
typedef void (*run_line_fn)(void *ctx, int stream, char *line);

struct run {
	char **argv;
	const char *dir;		/* where to run, or NULL */
	bool plain;			/* LC_ALL=C, no MAKEFLAGS, no stdin */
	run_line_fn line;		/* NULL: output is not captured */
	void *ctx;
};

/* Run a command and wait for it. Returns its exit status, 128 plus the signal
 * that ended it, or 127 when it could not be started (errno tells why). When
 * the user interrupts, waits for the child to clean up and exits.
 */
int run_command(const struct run *r);

/* The standard output of a command, NULL when it fails or cannot be run. */
char *run_output(char **argv);

#endif
