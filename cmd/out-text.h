/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings and statistics as text.
 */
#ifndef KMC_CMD_OUT_TEXT_H
#define KMC_CMD_OUT_TEXT_H

#include <stdbool.h>
#include <stdio.h>

#include "finding.h"

struct store;
struct check_options;

/* Findings in the form of GCC's messages, the path as notes. */
void out_findings(const struct finding_list *l, FILE *out);

/* Tables: findings by rule, and what was analysed and what was not, with all
 * @names of functions.
 */
void out_rules(const struct finding_list *l, FILE *out);
void out_stats(const struct store *s, bool names, FILE *out);

/* What every check ends with: findings on stdout; on stderr the tables when
 * that is a terminal or @o wants them, else one line. Returns the status of
 * the program; when nothing was analysed that is told as an error.
 */
int out_check(struct store *s, const struct check_options *o,
	      const char *nothing);

#endif
