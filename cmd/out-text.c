/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "out-text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "progress.h"
#include "store.h"

#define SHOWN 20			/* names listed before "and N more" */

static const char *plural(unsigned int n)
{
	return n == 1 ? "" : "s";
}

static void out_place(const char *file, uint32_t line, uint32_t col, FILE *out)
{
	fputs(file ? file : "(unknown)", out);
	if (line)
		fprintf(out, ":%u", line);
	if (line && col)
		fprintf(out, ":%u", col);
	fputs(": ", out);
}

static void out_finding(const struct finding *f, FILE *out)
{
	const struct finding_step *s;
	unsigned int i;

	out_place(f->file, f->line, f->col, out);
	fprintf(out, "warning: %s [%s]\n", f->message, rule_name(f->rule));
	for (i = 0; i < f->nsteps; i++) {
		s = &f->steps[i];
		out_place(s->file, s->line, s->col, out);
		fprintf(out, "note: (%u) %s\n", i + 1, s->text);
	}
	out_place(f->file, f->line, f->col, out);
	fprintf(out, "note: %s; %s\n", confidence_name(f->confidence),
		consequence_text(f->consequence));
}

void out_findings(const struct finding_list *l, FILE *out)
{
	unsigned int i;

	for (i = 0; i < l->n; i++)
		out_finding(l->list[i], out);
}

static void out_rule(const struct finding_list *l, unsigned int rule, FILE *out)
{
	unsigned int by[3] = { 0 }, to[3] = { 0 }, n = 0, i;

	for (i = 0; i < l->n; i++) {
		if (l->list[i]->rule != (enum rule_id)rule)
			continue;
		n++;
		by[l->list[i]->confidence]++;
		to[l->list[i]->consequence]++;
	}
	if (n)
		fprintf(out, "  %-22s %8u %8u %8u %8u %8u %8u %8u\n",
			rule_name((enum rule_id)rule), n, by[0], by[1], by[2],
			to[0], to[1], to[2]);
}

void out_rules(const struct finding_list *l, FILE *out)
{
	unsigned int r;

	if (!l->n) {
		fputs("no findings\n", out);
		return;
	}
	fprintf(out, "  %-22s %8s %8s %8s %8s %8s %8s %8s\n", "rule",
		"findings", "certain", "likely", "possible", "always",
		"highmem", "pks");
	for (r = 0; r < RULE_COUNT; r++)
		out_rule(l, r, out);
}

static void out_functions(const struct analyze_stats *st,
			  enum analyze_state state, const char *what,
			  bool all, FILE *out)
{
	const struct analyze_func *f;
	unsigned int i, n = 0;

	for (i = 0; i < st->nfuncs; i++) {
		f = &st->funcs[i];
		if (f->state == state && (n++ < SHOWN || all))
			fprintf(out, "    %s %s (%s)\n", what, f->name,
				f->why ? f->why : "no reason given");
	}
	if (n > SHOWN && !all)
		fprintf(out, "    and %u more; see --stats\n", n - SHOWN);
}

static void out_unseen(const struct store *s, bool names, FILE *out)
{
	struct strings unseen = { 0 };
	unsigned int rows = store_unseen(s, &unseen);
	size_t i;

	fprintf(out, "  API table: %zu of %u mapping functions never seen",
		unseen.n, rows);
	if (unseen.n == rows)
		fputs(" (the table may not match this kernel)", out);
	for (i = 0; names && i < unseen.n; i++)
		fprintf(out, "%s%s", i ? ", " : ": ", unseen.list[i]);
	fputc('\n', out);
	strings_free(&unseen);
}

void out_stats(const struct store *s, bool names, FILE *out)
{
	const struct analyze_stats *st = &s->stats;

	fprintf(out, "  objects: %u read, %u with records of %u source files, %u without, %u with broken records\n",
		s->objects, s->objects - s->without - s->broken, s->units,
		s->without, s->broken);
	if (s->stale)
		fprintf(out, "  stale: %u records were written by another build of the plugin\n",
			s->stale);
	fprintf(out, "  functions: %u recorded, %u analysed, %u of these not exactly, %u given up\n",
		st->functions, st->analysed, st->widened, st->given_up);
	out_functions(st, ANALYZE_WIDENED, "not exact:", names, out);
	out_functions(st, ANALYZE_GIVEN_UP, "given up:", names, out);
	fprintf(out, "  indirect calls not resolved: %u\n", st->indirect);
	fprintf(out, "  findings silenced by annotations: %u\n", st->ignored);
	out_unseen(s, names, out);
}

/* One line that says how much of it was analysed. */
static void out_line(const struct store *s)
{
	tell("%u finding%s in %u source file%s, %u function%s analysed%s",
	     s->findings.n, plural(s->findings.n), s->units, plural(s->units),
	     s->stats.analysed, plural(s->stats.analysed),
	     s->stats.widened || s->stats.given_up || s->broken || s->stale ?
	     "; not all of it exactly, see --stats" : "");
}

static int status_of(const struct finding_list *l, enum confidence fail_on)
{
	unsigned int i;

	for (i = 0; i < l->n; i++)
		if (l->list[i]->confidence <= fail_on)
			return STATUS_FINDINGS;
	return STATUS_CLEAN;
}

int out_check(struct store *s, const struct check_options *o,
	      const char *nothing)
{
	bool tables = o->stats || o->summary || progress_wanted();

	store_finish(s, o->consequences);
	out_findings(&s->findings, stdout);
	if (fflush(stdout) || ferror(stdout))
		die("cannot write the findings: %s", strerror(errno));
	if (tables && s->units) {
		fputc('\n', stderr);
		out_rules(&s->findings, stderr);
		fputs("\nanalysed:\n", stderr);
	}
	if (tables)
		out_stats(s, o->stats, stderr);
	else
		out_line(s);
	if (!s->units)
		die("nothing was analysed: %s", nothing);
	return status_of(&s->findings, o->fail_on);
}
