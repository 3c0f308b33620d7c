/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmapcheck decode: reports of the runtime shim, from a console log, as
 * findings.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "console.h"
#include "fingerprint.h"
#include "options.h"
#include "out-text.h"
#include "util.h"

#define SELFTEST "selftest"		/* the file that its sites name */

struct decode {
	const char *path;
	uint32_t rules;
	unsigned int consequences;

	struct arena *arena;
	struct finding_list findings;
	struct set seen;		/* what makes a report another one */
	unsigned int reports, unreadable, cut, tests;
};

static bool is_given(const struct console_place *p)
{
	return p->api != NULL;
}

/* Where a report is shown: at what is to be mended. */
static const struct console_place *place_of(const struct console_report *r)
{
	static const enum console_role order[] = {
		CONSOLE_RELEASED, CONSOLE_AT, CONSOLE_MAPPED
	};
	unsigned int i;

	for (i = 0; i < sizeof(order) / sizeof(*order); i++)
		if (is_given(&r->places[order[i]]))
			return &r->places[order[i]];
	return NULL;
}

/* In order of execution. */
static void add_steps(struct arena *a, const struct console_report *r,
		      struct finding *f)
{
	static const struct {
		enum console_role role;
		const char *verb;
	} steps[] = {
		{ CONSOLE_MAPPED, "maps" },
		{ CONSOLE_NEWER, "maps, and is released later" },
		{ CONSOLE_FIRST, "releases, the first time" },
		{ CONSOLE_AT, "maps" },
		{ CONSOLE_RELEASED, "releases" },
	};
	const struct console_place *p;
	unsigned int i;

	for (i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		p = &r->places[steps[i].role];
		if (is_given(p))
			finding_step_add(a, f, (struct finding_step) {
				.file = p->file, .line = p->line,
				.func = p->func,
				.text = arena_printf(a, "'%s' %s in '%s'",
						     p->api, steps[i].verb,
						     p->func) });
	}
}

/* What the shim expected, and in which task it saw it. */
static void add_facts(struct arena *a, const struct console_report *r,
		      struct finding *f)
{
	const char *text = NULL;

	if (r->expected && r->seen)
		text = arena_printf(a, "expected: %s; seen: %s", r->expected,
				    r->seen);
	if (text)
		finding_step_add(a, f, (struct finding_step) {
			.file = f->file, .line = f->line, .func = f->func,
			.text = text });
	if (r->task)
		finding_step_add(a, f, (struct finding_step) {
			.file = f->file, .line = f->line, .func = f->func,
			.text = arena_printf(a, "task %s", r->task) });
}

/* The objects of a report: what it says, and each place without its line. */
static const char *objects_of(struct arena *a, const struct console_report *r)
{
	const char *text = arena_printf(a, "run time: %s", r->what);
	const struct console_place *p;

	for (p = r->places; p < r->places + CONSOLE_ROLES; p++)
		if (is_given(p))
			text = arena_printf(a, "%s; %s %s %s", text, p->file,
					    p->func, p->api);
	return text;
}

/* The same places, lines included, were told before. */
static bool is_repeated(struct decode *d, const struct console_report *r)
{
	const char *key = arena_printf(d->arena, "%d", r->rule);
	const struct console_place *p;

	for (p = r->places; p < r->places + CONSOLE_ROLES; p++)
		if (is_given(p))
			key = arena_printf(d->arena, "%s;%s:%u:%s", key,
					   p->file, p->line, p->api);
		else
			key = arena_printf(d->arena, "%s;", key);
	return !set_add(&d->seen, key, strlen(key));
}

static void keep(struct decode *d, const struct finding *f)
{
	struct finding_list *l = &d->findings;

	l->list = ARENA_GROW(d->arena, l->list, l->n, &l->cap);
	l->list[l->n++] = arena_dup(d->arena, f, sizeof(*f));
}

static void take(void *ctx, const struct console_report *r)
{
	const struct console_place *p = place_of(r);
	struct decode *d = ctx;
	struct finding f = { .confidence = CONFIDENCE_CERTAIN };

	d->reports++;
	d->cut += !r->whole;
	if (!p || r->rule < 0 || r->consequence < 0) {
		d->unreadable++;
		return;
	}
	if (!strcmp(p->file, SELFTEST)) {
		d->tests++;
		return;
	}
	if (!(d->rules & 1u << r->rule) ||
	    !(d->consequences & 1u << r->consequence) || is_repeated(d, r))
		return;
	f.rule = (enum rule_id)r->rule;
	f.consequence = (enum consequence)r->consequence;
	f.file = p->file;
	f.line = p->line;
	f.func = p->func;
	f.message = arena_printf(d->arena, "%s, seen at run time", r->what);
	f.objects = objects_of(d->arena, r);
	add_steps(d->arena, r, &f);
	add_facts(d->arena, r, &f);
	keep(d, &f);
}

/* Each has a file of its own, which static findings have from their unit. */
static void finish(struct decode *d)
{
	struct finding_list *l = &d->findings;
	unsigned int i;

	finding_finish(l, "");
	for (i = 0; i < l->n; i++)
		fingerprint_set(l->list[i], l->list[i]->file);
}

static void read_log(struct decode *d, struct console *c)
{
	bool standard = !strcmp(d->path, "-");
	FILE *in = standard ? stdin : fopen(d->path, "r");
	char *line = NULL;
	size_t cap = 0;

	errno = 0;
	while (in && getline(&line, &cap, in) >= 0)
		console_line(c, line);
	if (!in || ferror(in))
		die("cannot read %s: %s", d->path, strerror(errno));
	console_end(c);
	free(line);
	if (!standard)
		fclose(in);
}

/* What was left out, a line on stderr. */
static void tell_rest(const struct decode *d)
{
	if (d->unreadable)
		tell("%u of %u reports cannot be read and are left out",
		     d->unreadable, d->reports);
	if (d->cut)
		tell("%u of %u reports are cut short", d->cut, d->reports);
	if (d->tests)
		tell("%u reports of the self-test are left out", d->tests);
	tell("%u finding%s in %u report%s", d->findings.n,
	     d->findings.n == 1 ? "" : "s", d->reports,
	     d->reports == 1 ? "" : "s");
}

static const struct argp_option options[] = {
	{ .name = "only", .key = 'o', .arg = "RULES", .doc =
	  "Show only these rules, separated by commas" },
	{ .name = "disable", .key = 'd', .arg = "RULES", .doc =
	  "Leave these rules out" },
	{ .name = "consequence", .key = 'c', .arg = "LIST", .doc =
	  "Show only what fails always, with highmem or with pks, separated by commas" },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct decode *d = state->input;

	switch (key) {
	case 'o':
		d->rules &= parse_rules(arg);
		return 0;
	case 'd':
		d->rules &= ~parse_rules(arg);
		return 0;
	case 'c':
		d->consequences = parse_consequences(arg);
		return 0;
	case ARGP_KEY_ARG:
		if (d->path)
			die("one log at a time: '%s' and '%s' were given",
			    d->path, arg);
		d->path = arg;
		return 0;
	case ARGP_KEY_NO_ARGS:
		die("name the console log to read, or - for standard input");
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.options = options, .parser = parse, .args_doc = "LOG",
	.doc = "Print the reports of the runtime shim in a console log as findings.",
};

int cmd_decode(int argc, char **argv)
{
	struct decode d = {
		.rules = ~0u, .consequences = ~0u, .arena = arena_new()
	};
	struct console c = { .arena = d.arena, .report = take, .ctx = &d };
	int status;

	parse_command(&argp, argc, argv, &d);
	d.findings.arena = d.arena;
	read_log(&d, &c);
	if (!c.any)
		die("%s holds no line of the runtime shim: was the kernel built with it, and booted with kmapcheck=on?",
		    d.path);
	if (d.reports && d.unreadable == d.reports)
		die("none of the %u reports in %s can be read", d.reports,
		    d.path);
	finish(&d);
	out_findings(&d.findings, stdout);
	tell_rest(&d);
	status = d.findings.n ? STATUS_FINDINGS : STATUS_CLEAN;
	set_free(&d.seen);
	arena_free(d.arena);
	return status;
}
