/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * doc/rules.md, line by line, built in by embed.sh.
 */
#ifndef KMC_CMD_RULES_TEXT_H
#define KMC_CMD_RULES_TEXT_H

/* Lines with their newlines, ended by NULL. */
extern const char *const rules_text[];

#endif
