/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmapcheck cflags: the flags to paste into a build.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler.h"
#include "options.h"
#include "util.h"

struct cflags {
	const char *cc;
	bool record_only, no_record;
	struct strings plugin;		/* options for the plugin */
};

enum { OPT_CC = 256, OPT_LEVEL, OPT_ONLY, OPT_DISABLE, OPT_API, OPT_SRCTREE,
       OPT_RECORD_ONLY, OPT_NO_RECORD, OPT_STATS };

static const struct argp_option options[] = {
	{ .name = "cc", .key = OPT_CC, .arg = "CC", .doc =
	  "The compiler of the build (default: $CC, or gcc)" },
	{ .name = "level", .key = OPT_LEVEL, .arg = "LEVEL", .doc =
	  "Print findings that are certain, likely or possible" },
	{ .name = "only", .key = OPT_ONLY, .arg = "RULES", .doc =
	  "Check only these rules, separated by commas" },
	{ .name = "disable", .key = OPT_DISABLE, .arg = "RULES", .doc =
	  "Leave these rules out" },
	{ .name = "api", .key = OPT_API, .arg = "FILE", .doc =
	  "Read more rows of the API table from FILE" },
	{ .name = "srctree", .key = OPT_SRCTREE, .arg = "DIR", .doc =
	  "Make names of sources relative to DIR" },
	{ .name = "record-only", .key = OPT_RECORD_ONLY, .doc =
	  "Print nothing, only leave records in the objects" },
	{ .name = "no-record", .key = OPT_NO_RECORD, .doc =
	  "Leave no records, only print" },
	{ .name = "stats", .key = OPT_STATS, .doc = "Print counters for each unit" },
	{ 0 }
};

/* The whole path of a folder of the user's, who may build elsewhere. */
static char *check_folder(const char *arg)
{
	char *real = path_real(arg);

	if (!real || !path_is_dir(real))
		die("no folder %s for --srctree", arg);
	return real;
}

static void take(struct cflags *c, const char *name, char *value)
{
	strings_take(&c->plugin, value ? xprintf("%s=%s", name, value) :
		     xstrdup(name));
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct cflags *c = state->input;

	switch (key) {
	case OPT_CC:
		c->cc = arg;
		return 0;
	case OPT_LEVEL:
		parse_level(arg);
		take(c, "level", arg);
		return 0;
	case OPT_ONLY:
		parse_rules(arg);
		take(c, "only", arg);
		return 0;
	case OPT_DISABLE:
		parse_rules(arg);
		take(c, "disable", arg);
		return 0;
	case OPT_API:
		take(c, "api", parse_api(arg));
		return 0;
	case OPT_SRCTREE:
		take(c, "srctree", check_folder(arg));
		return 0;
	case OPT_RECORD_ONLY:
		c->record_only = true;
		take(c, "record-only", NULL);
		return 0;
	case OPT_NO_RECORD:
		c->no_record = true;
		take(c, "no-record", NULL);
		return 0;
	case OPT_STATS:
		take(c, "stats", NULL);
		return 0;
	case ARGP_KEY_ARG:
		die("cflags takes no argument, but '%s' was given; name the compiler with --cc",
		    arg);
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.options = options, .parser = parse,
	.doc = "Print the flags that load the plugin, as for make KCFLAGS=\"...\".",
};

int cmd_cflags(int argc, char **argv)
{
	struct cflags c = { .cc = getenv("CC") };
	struct strings flags = { 0 };
	struct compiler *compiler;
	size_t i;

	parse_command(&argp, argc, argv, &c);
	if (c.record_only && c.no_record)
		die("--record-only and --no-record together leave nothing to do");
	compiler = compiler_open(c.cc && *c.cc ? c.cc : "gcc");
	compiler_flags(compiler, &flags);
	for (i = 0; i < c.plugin.n; i++)
		compiler_flag(&flags, c.plugin.list[i]);
	for (i = 0; i < flags.n; i++)
		printf("%s%s", i ? " " : "", flags.list[i]);
	putchar('\n');
	compiler_free(compiler);
	return STATUS_CLEAN;
}
