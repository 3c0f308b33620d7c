/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Options that several commands share, as argp children.
 */
#ifndef KMC_CMD_OPTIONS_H
#define KMC_CMD_OPTIONS_H

#include <argp.h>
#include <stdbool.h>

#include "analyze.h"

struct strings;

/* What is looked for, and what counts: --level, --only, --disable,
 * --consequence, --api, --fail-on, --stats, --cc.
 */
struct check_options {
	struct analyze_options analyze;
	unsigned int consequences;	/* mask: these are shown */
	enum confidence fail_on;
	char *api;			/* absolute path, or NULL */
	bool stats;
	bool summary;			/* tables also without a terminal */
	const char *cc;			/* NULL: not given */
};

void check_options_init(struct check_options *o);

/* Takes a struct check_options as input. Wrong values end the program. */
extern const struct argp check_argp;

/* The long option @arg ("--level=certain" or "--level") of check_argp: 0 when
 * it is none, else the number of words that it takes.
 */
int check_option_words(const char *arg);

/* Values of options; wrong ones end the program. Rules and consequences are
 * masks; the API file is read to check it, and its absolute path is the
 * caller's.
 */
enum confidence parse_level(const char *text);
uint32_t parse_rules(const char *text);
unsigned int parse_consequences(const char *text);
char *parse_api(const char *path);

/* The number after -j: a positive one, or the program ends. */
unsigned int parse_jobs(const char *text);

/* Parse a command's arguments; its name stands in argv[0]. Long usage errors
 * and --help are argp's.
 */
void parse_command(const struct argp *argp, int argc, char **argv, void *input);

/* The commands. Each gets its own name in argv[0] and returns a status. */
int cmd_make(int argc, char **argv);
int cmd_users(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_cflags(int argc, char **argv);
int cmd_kernel_flags(int argc, char **argv);
int cmd_dump(int argc, char **argv);
int cmd_decode(int argc, char **argv);
int cmd_sites(int argc, char **argv);

#endif
