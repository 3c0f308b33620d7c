/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "compiler.h"
#include "util.h"

enum { OPT_LEVEL = 256, OPT_ONLY, OPT_DISABLE, OPT_CONSEQUENCE, OPT_API,
       OPT_FAIL_ON, OPT_STATS, OPT_CC };

static const struct argp_option options[] = {
	{ .name = "level", .key = OPT_LEVEL, .arg = "LEVEL", .doc =
	  "Show findings that are certain, likely (the default) or possible" },
	{ .name = "only", .key = OPT_ONLY, .arg = "RULES", .doc =
	  "Check only these rules, separated by commas" },
	{ .name = "disable", .key = OPT_DISABLE, .arg = "RULES", .doc =
	  "Leave these rules out" },
	{ .name = "consequence", .key = OPT_CONSEQUENCE, .arg = "LIST", .doc =
	  "Show only what fails always, with highmem or with pks, separated by commas" },
	{ .name = "api", .key = OPT_API, .arg = "FILE", .doc =
	  "Read more rows of the API table from FILE" },
	{ .name = "fail-on", .key = OPT_FAIL_ON, .arg = "LEVEL", .doc =
	  "Exit with 1 for findings of this level or surer (default: likely)" },
	{ .name = "stats", .key = OPT_STATS, .doc =
	  "Tell on stderr what was analysed and what was not" },
	{ .name = "cc", .key = OPT_CC, .arg = "CC", .doc =
	  "The compiler of the build" },
	{ 0 }
};

void check_options_init(struct check_options *o)
{
	memset(o, 0, sizeof(*o));
	analyze_options_init(&o->analyze);
	o->analyze.slice = false;	/* the plugin did that */
	o->consequences = ~0u;
	o->fail_on = CONFIDENCE_LIKELY;
}

enum confidence parse_level(const char *text)
{
	int level = confidence_find(text, strlen(text));

	if (level < 0)
		die("unknown level '%s'; valid ones are certain, likely and possible",
		    text);
	return (enum confidence)level;
}

uint32_t parse_rules(const char *text)
{
	struct arena *a = arena_new();
	uint32_t mask = 0;
	const char *error = rule_parse_list(a, text, &mask);

	if (error)
		die("%s", error);
	arena_free(a);
	return mask;
}

unsigned int parse_consequences(const char *text)
{
	unsigned int mask = 0;
	size_t len;
	int c;

	for (;; text += len + 1) {
		len = strcspn(text, ",");
		c = consequence_find(text, len);
		if (c < 0)
			die("unknown consequence '%.*s'; valid ones are always, highmem and pks",
			    (int)len, text);
		mask |= 1u << c;
		if (!text[len])
			return mask;
	}
}

/* The plugin runs in another folder, so it needs the whole path. */
char *parse_api(const char *path)
{
	struct arena *a = arena_new();
	char *real = path_real(path);
	const char *error;

	if (!real)
		die("cannot read the API file %s: %s", path, strerror(errno));
	need_plain_path(real);
	error = known_add_file(known_table_new(a), real);
	if (error)
		die("%s", error);
	arena_free(a);
	return real;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct check_options *o = state->input;

	switch (key) {
	case OPT_LEVEL:
		o->analyze.level = parse_level(arg);
		return 0;
	case OPT_ONLY:
		o->analyze.rules &= parse_rules(arg);
		return 0;
	case OPT_DISABLE:
		o->analyze.rules &= ~parse_rules(arg);
		return 0;
	case OPT_CONSEQUENCE:
		o->consequences = parse_consequences(arg);
		return 0;
	case OPT_API:
		free(o->api);
		o->api = parse_api(arg);
		return 0;
	case OPT_FAIL_ON:
		o->fail_on = parse_level(arg);
		return 0;
	case OPT_STATS:
		o->stats = true;
		return 0;
	case OPT_CC:
		o->cc = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp check_argp = { .options = options, .parser = parse_option };

int check_option_words(const char *arg)
{
	const struct argp_option *o;
	size_t len;

	if (strncmp(arg, "--", 2))
		return 0;
	len = strcspn(arg + 2, "=");
	for (o = options; o->name; o++)
		if (!strncmp(o->name, arg + 2, len) && !o->name[len])
			return !o->arg || arg[2 + len] == '=' ? 1 : 2;
	return 0;
}

unsigned int parse_jobs(const char *text)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (*end || !n || n > 4096)
		die("-j needs a number of jobs from 1 to 4096, not '%s'", text);
	return n;
}

/* argp takes the name in usage lines from argv[0], and getopt the one that its
 * errors begin with. They are to differ ("Usage: kmapcheck users", but
 * "kmapcheck: unrecognized option"), which they do when the parser puts another
 * argv in place: then argp uses the short name of the program.
 */
struct parse {
	char **argv;
	void *input;
};

static error_t parse_root(int key, char *arg, struct argp_state *state)
{
	struct parse *p = state->input;

	(void)arg;
	if (key != ARGP_KEY_INIT)
		return ARGP_ERR_UNKNOWN;
	state->argv = p->argv;
	state->err_stream = NULL;	/* getopt's sentence is enough */
	state->child_inputs[0] = p->input;
	return 0;
}

static char **copy_argv(int argc, char **argv)
{
	static char program[] = "kmapcheck";
	char **copy = xalloc((argc + 1) * sizeof(*copy));

	memcpy(copy, argv, argc * sizeof(*copy));
	copy[0] = program;
	return copy;
}

void parse_command(const struct argp *argp, int argc, char **argv, void *input)
{
	struct parse p = { copy_argv(argc, argv), input };
	struct argp inner = *argp;
	struct argp_child child[] = { { .argp = &inner }, { 0 } };
	struct argp root = {
		.parser = parse_root, .children = child,
		.args_doc = argp->args_doc, .doc = argp->doc,
	};

	/* usage and documentation are shown once, by the root */
	inner.args_doc = inner.doc = NULL;
	program_invocation_short_name = xprintf("kmapcheck %s", argv[0]);
	if (argp_parse(&root, argc, argv, 0, NULL, &p))
		exit(STATUS_USAGE);
	free(p.argv);
}
