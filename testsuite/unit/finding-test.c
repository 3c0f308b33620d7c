/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Unit tests of rules and their names, findings, and the selection of
 * functions.
 */
#include <stdlib.h>

#include "analyze.h"
#include "arena.h"
#include "finding.h"
#include "unit-test.h"

/* ---- names ---- */

static void test_rule_names(void)
{
	unsigned int i, wrong = 0;
	const char *name;

	for (i = 0; i < RULE_COUNT; i++) {
		name = rule_name((enum rule_id)i);
		wrong += strncmp(name, "kmap-", 5) ||
			 rule_find(name, strlen(name)) != (int)i ||
			 rule_find(name + 5, strlen(name + 5)) != (int)i ||
			 !*rule_what((enum rule_id)i);
	}
	check(!wrong, "rules are found with and without prefix");
	check(rule_find("kmap-orde", 9) < 0 && rule_find("", 0) < 0 &&
	      rule_find("kmap-", 5) < 0, "other names are no rules");
	check(rule_find("order,leak", 5) == RULE_ORDER, "length counts");
}

static void test_other_names(void)
{
	check(confidence_find("likely", 6) == CONFIDENCE_LIKELY &&
	      confidence_find("sure", 4) < 0, "confidences are found");
	check_text(confidence_name(CONFIDENCE_POSSIBLE), "possible",
		   "confidence's name");
	check(consequence_find("pks", 3) == CONSEQUENCE_PKS &&
	      consequence_find("never", 5) < 0, "consequences are found");
	check_text(consequence_name(CONSEQUENCE_HIGHMEM), "highmem",
		   "consequence's name");
	check(strstr(consequence_text(CONSEQUENCE_ALWAYS), "every machine") !=
	      NULL, "consequence's sentence");
}

static void test_rule_list(struct arena *a)
{
	uint32_t mask = 7;

	check_text(rule_parse_list(a, "leak,kmap-order", &mask), NULL,
		   "a list of rules is read");
	check(mask == (1u << RULE_LEAK | 1u << RULE_ORDER), "the list becomes a mask");
	check_text(rule_parse_list(a, "leak,lek", &mask),
		   "unknown rule 'lek' (known: kmap-order, kmap-leak, "
		   "kmap-double-unmap, kmap-bad-unmap, kmap-mismatch, "
		   "kmap-use-after-unmap, kmap-escape, kmap-linear, "
		   "kmap-sleep, kmap-fault, kmap-depth, kmap-bounds)",
		   "an unknown rule is named with the valid ones");
	check(mask == (1u << RULE_LEAK | 1u << RULE_ORDER),
	      "a bad list leaves the mask alone");
	check(rule_parse_list(a, "", &mask) && rule_parse_list(a, "leak,",
							       &mask),
	      "an empty rule is unknown");
}

/* ---- findings ---- */

static struct finding finding_at(enum rule_id rule, const char *file,
				 uint32_t line, const char *objects)
{
	struct finding f = {
		.rule = rule, .confidence = CONFIDENCE_LIKELY,
		.consequence = CONSEQUENCE_HIGHMEM, .file = file, .line = line,
		.col = 1, .func = "f", .message = "m", .objects = objects,
	};

	return f;
}

static void step(struct arena *a, struct finding *f, uint32_t line,
		 unsigned int depth)
{
	struct finding_step s = { f->file, line, 1, depth, "g", "here" };

	finding_step_add(a, f, s);
}

static void test_dedupe(struct arena *a)
{
	struct finding_list l = { .arena = a };
	struct finding f = finding_at(RULE_LEAK, "a.c", 3, "p");

	step(a, &f, 1, 0);
	step(a, &f, 3, 0);
	finding_add(&l, &f);
	finding_add(&l, &f);
	check(l.n == 1, "the same finding is kept once");
	f.confidence = CONFIDENCE_CERTAIN;
	finding_add(&l, &f);
	check(l.n == 1 && l.list[0]->confidence == CONFIDENCE_CERTAIN,
	      "the higher confidence stays");
	f.nsteps = 1;
	finding_add(&l, &f);
	check(l.n == 1 && l.list[0]->nsteps == 1, "the shorter path stays");
	f.confidence = CONFIDENCE_POSSIBLE;
	f.nsteps = 0;
	finding_add(&l, &f);
	check(l.n == 1 && l.list[0]->confidence == CONFIDENCE_CERTAIN,
	      "a lower confidence does not replace it");
	f.objects = "q";
	finding_add(&l, &f);
	f.rule = RULE_USE;
	finding_add(&l, &f);
	f.line = 4;
	finding_add(&l, &f);
	check(l.n == 4, "other objects, rules and places are others");
}

static void test_sort(struct arena *a)
{
	static const char *const want = "a.c:2:kmap-order a.c:2:kmap-leak "
					"a.c:9:kmap-leak b.c:1:kmap-use-after-"
					"unmap ";
	struct finding_list l = { .arena = a };
	struct finding f;
	const char *got = "";
	unsigned int i;

	f = finding_at(RULE_USE, "b.c", 1, "p");
	finding_add(&l, &f);
	f = finding_at(RULE_LEAK, "a.c", 9, "p");
	finding_add(&l, &f);
	f = finding_at(RULE_LEAK, "a.c", 2, "p");
	finding_add(&l, &f);
	f = finding_at(RULE_ORDER, "a.c", 2, "p");
	finding_add(&l, &f);
	finding_finish(&l, "a.c");
	for (i = 0; i < l.n; i++)
		got = arena_printf(a, "%s%s:%u:%s ", got, l.list[i]->file,
				   l.list[i]->line,
				   rule_name(l.list[i]->rule));
	check_text(got, want, "sorted by file, line, rule");
	check(l.list[1]->ordinal == 0 && l.list[2]->ordinal == 1 &&
	      l.list[0]->ordinal == 0, "equals are numbered in source order");
	check(strcmp(l.list[1]->fingerprint, l.list[2]->fingerprint) != 0,
	      "equals have fingerprints of their own");
	l.n = 0;
	finding_finish(&l, "a.c");
	check(l.n == 0, "an empty list can be finished");
}

static const char *fingerprint_of(struct arena *a, uint32_t line,
				  const char *unit, const char *objects)
{
	struct finding_list l = { .arena = a };
	struct finding f = finding_at(RULE_LEAK, "a.c", line, objects);

	finding_add(&l, &f);
	finding_finish(&l, unit);
	return l.list[0]->fingerprint;
}

static void test_fingerprint(struct arena *a)
{
	const char *first = fingerprint_of(a, 3, "a.c", "p");

	check(strlen(first) == 16 && strspn(first, "0123456789abcdef") == 16,
	      "a fingerprint is 16 hex digits");
	check_text(fingerprint_of(a, 70, "a.c", "p"), first,
		   "it does not depend on the line");
	check(strcmp(fingerprint_of(a, 3, "b.c", "p"), first) &&
	      strcmp(fingerprint_of(a, 3, "a.c", "q"), first),
	      "it depends on unit and objects");
	check_text(first, "76da5736cb1d374a",
		   "it is what users have in their baselines");
}

/* @inner is the helper's own finding; @outer shows the same from the caller. */
static void add_pair(struct arena *a, struct finding_list *l, bool same_map)
{
	struct finding inner = finding_at(RULE_ORDER, "a.c", 5, "p");
	struct finding outer = finding_at(RULE_ORDER, "a.c", 20, "dst");

	if (!same_map)
		step(a, &inner, 4, 0);
	step(a, &inner, 5, 0);
	step(a, &outer, 18, 0);
	step(a, &outer, 5, 1);
	step(a, &outer, 20, 0);
	finding_add(l, &inner);
	finding_add(l, &outer);
	finding_finish(l, "a.c");
}

static void test_covered(struct arena *a)
{
	struct finding_list l = { .arena = a }, m = { .arena = a };

	add_pair(a, &l, true);
	check(l.n == 1 && l.list[0]->line == 20,
	      "the outermost finding stands for the inner one");
	add_pair(a, &m, false);
	check(m.n == 2, "a mistake that the callee makes alone stays");
}

/* ---- selection ---- */

static const char *const bodies[] = {
	"entry", "loop_a", "loop_b", "getter", "helper", "helper_loop",
	"unrelated", "calls_unrelated", "copy_highpage", "above_transient",
	"kmap_local_page", "self", "memcmp_pages", "above_row", "below_row",
};

static const char *const edges[][2] = {
	{ "entry", "loop_a" }, { "loop_a", "loop_b" }, { "loop_b", "loop_a" },
	{ "loop_b", "getter" }, { "getter", "kmap_local_page" },
	{ "getter", "extern_call" }, { "entry", "helper" },
	{ "helper", "helper_loop" }, { "helper_loop", "helper" },
	{ "helper", "mutex_lock" }, { "calls_unrelated", "unrelated" },
	{ "copy_highpage", "kmap_local_page" },
	{ "above_transient", "copy_highpage" }, { "kmap_local_page", "self" },
	{ "self", "self" }, { "memcmp_pages", "kmap_local_page" },
	{ "memcmp_pages", "below_row" }, { "above_row", "memcmp_pages" },
};

#define NBODIES (sizeof(bodies) / sizeof(bodies[0]))
#define NEDGES (sizeof(edges) / sizeof(edges[0]))

static unsigned int body_index(const char *name)
{
	unsigned int i;

	for (i = 0; i < NBODIES; i++)
		if (!strcmp(bodies[i], name))
			return i;
	abort();
}

static void test_select(struct arena *a)
{
	struct select *s = select_new(a, known_table_new(a));
	const char *got = "";
	unsigned int i, n, wrong = 0;

	for (i = 0; i < NBODIES; i++)
		wrong += select_func(s, bodies[i],
				     !strcmp(bodies[i], "copy_highpage")) != i;
	check(!wrong, "functions are numbered as they come");
	check(select_func(s, "getter", false) == body_index("getter"),
	      "a function that is there keeps its number");
	for (i = 0; i < NEDGES; i++)
		select_call(s, body_index(edges[i][0]), edges[i][1]);
	check(!select_chosen(s, 0), "nothing is chosen before the decision");
	n = select_solve(s);
	for (i = 0; i < NBODIES; i++)
		if (select_chosen(s, i))
			got = arena_printf(a, "%s%s ", got, bodies[i]);
	check_text(got, "entry loop_a loop_b getter helper helper_loop "
		   "memcmp_pages below_row ",
		   "users of the API and what they call are chosen");
	check(n == 8, "the chosen ones are counted");
}

/* A function called before it is known to have a body, and an added row. */
static void test_select_order(struct arena *a)
{
	struct known_table *t = known_table_new(a);
	struct select *s;
	unsigned int user, late, empty;

	known_add(t, "my_map maps-local page=1");
	s = select_new(a, t);
	user = select_func(s, "user", false);
	select_call(s, user, "late");
	late = select_func(s, "late", false);
	select_call(s, late, "my_map");
	check(select_solve(s) == 2 && select_chosen(s, user) &&
	      select_chosen(s, late), "bodies may come after calls");
	s = select_new(a, t);
	check(select_solve(s) == 0, "an empty unit has nothing to choose");
	empty = select_func(s, "alone", false);
	check(select_solve(s) == 0 && !select_chosen(s, empty),
	      "a function without calls is not chosen");
}

int main(void)
{
	struct arena *a = arena_new();

	test_rule_names();
	test_other_names();
	test_rule_list(a);
	test_dedupe(a);
	test_sort(a);
	test_fingerprint(a);
	test_covered(a);
	test_select(a);
	test_select_order(a);
	arena_free(a);
	return check_end();
}
