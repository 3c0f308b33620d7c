/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The progress bar: on stderr, only when that is a terminal.
 */
#ifndef KMC_CMD_PROGRESS_H
#define KMC_CMD_PROGRESS_H

#include <stdbool.h>

/* Start a bar of @total steps (0: how many is not known) titled @what. */
void progress_start(const char *what, unsigned int total);

/* @done steps are done, with @findings so far; @name is shown at the end. */
void progress_show(unsigned int done, unsigned int findings, const char *name);

/* Take the bar off the screen; the next progress_show() draws it again. */
void progress_hide(void);

/* The work is over: no bar any more. */
void progress_end(void);

/* Is there a terminal to draw on? */
bool progress_wanted(void);

#endif
