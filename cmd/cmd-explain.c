/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmapcheck explain: the entry of a rule in doc/rules.md.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "finding.h"
#include "options.h"
#include "rules-text.h"
#include "util.h"

static void list_rules(void)
{
	unsigned int r;

	for (r = 0; r < RULE_COUNT; r++)
		printf("%-22s %s\n", rule_name((enum rule_id)r),
		       rule_what((enum rule_id)r));
}

static void unknown_rule(const char *name)
{
	char *names = xstrdup("");
	unsigned int r;

	for (r = 0; r < RULE_COUNT; r++)
		names = xprintf("%s%s%s", names, r ? ", " : "",
				rule_name((enum rule_id)r));
	die("unknown rule '%s'; valid ones are %s", name, names);
}

/* "## kmap-order" begins the entry of the rule kmap-order. */
static bool is_heading(const char *line, const char *name)
{
	size_t len = strlen(name);

	return !strncmp(line, "## ", 3) && !strncmp(line + 3, name, len) &&
		(line[3 + len] == '\n' || line[3 + len] == ' ');
}

/* Print the entry up to the next heading of its level or above. */
static bool print_entry(const char *name)
{
	const char *const *line = rules_text;

	while (*line && !is_heading(*line, name))
		line++;
	if (!*line)
		return false;
	fputs(*line + 3, stdout);
	while (*++line && strncmp(*line, "## ", 3) && strncmp(*line, "# ", 2))
		fputs(*line, stdout);
	return true;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	const char **rule = state->input;

	if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	if (*rule)
		die("one rule at a time: '%s' and '%s' were given", *rule, arg);
	*rule = arg;
	return 0;
}

static const struct argp argp = {
	.parser = parse, .args_doc = "[RULE]",
	.doc = "Print the catalogue's entry of RULE; without one, list the rules.",
};

int cmd_explain(int argc, char **argv)
{
	const char *rule = NULL;
	int id;

	parse_command(&argp, argc, argv, &rule);
	if (!rule) {
		list_rules();
		return STATUS_CLEAN;
	}
	id = rule_find(rule, strlen(rule));
	if (id < 0)
		unknown_rule(rule);
	if (!print_entry(rule_name((enum rule_id)id)))
		die("the catalogue has no entry for %s; see doc/rules.md",
		    rule);
	return STATUS_CLEAN;
}
