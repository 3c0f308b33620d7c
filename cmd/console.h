/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reports of the runtime shim in a console log. doc/format.md has their form.
 */
#ifndef KMC_CMD_CONSOLE_H
#define KMC_CMD_CONSOLE_H

#include <stdbool.h>
#include <stdint.h>

#include "finding.h"

struct arena;

/* A site that a report names; api is NULL when it does not. */
struct console_place {
	const char *file, *func, *api;
	uint32_t line;
};

enum console_role {
	CONSOLE_RELEASED, CONSOLE_MAPPED, CONSOLE_NEWER, CONSOLE_FIRST,
	CONSOLE_AT, CONSOLE_ROLES
};

struct console_report {
	int rule, consequence;		/* -1: none that is known */
	const char *what;
	struct console_place places[CONSOLE_ROLES];
	const char *task, *expected, *seen;	/* or NULL */
	bool whole;			/* its last line was there */
};

struct console {
	/* set by the caller */
	struct arena *arena;		/* owns what reports name; not owned */
	void (*report)(void *ctx, const struct console_report *r);
	void *ctx;

	/* what was read */
	bool any;			/* lines of the shim */
	bool open;
	struct console_report now;
};

/* Read a line, which is changed. A report is told when its last line, or a
 * line that cannot be its, has come.
 */
void console_line(struct console *c, char *line);

/* The log ends here. */
void console_end(struct console *c);

#endif
