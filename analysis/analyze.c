/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The pipeline: rows, call graph, functions callees first, findings.
 */
#include <string.h>

#include "analyze.h"
#include "arena.h"
#include "callgraph.h"
#include "flow.h"
#include "intern.h"
#include "map.h"
#include "slice.h"

void analyze_options_init(struct analyze_options *o)
{
	memset(o, 0, sizeof(*o));
	o->level = CONFIDENCE_LIKELY;
	o->rules = (UINT32_C(1) << RULE_COUNT) - 1;
	o->slice = true;
}

/* Rounds over a recursive component: outcomes of the round before are used. */
#define MAX_ROUNDS 3

/* What maps nothing counts too when it is not exact: callers rest on it. */
static void count_function(struct analyze_stats *st,
			   const struct analyze_func *f, bool maps)
{
	st->analysed += maps;
	st->widened += f->state == ANALYZE_WIDENED;
	st->given_up += f->state == ANALYZE_GIVEN_UP;
}

/* Run function @f; in the last round of a recursion what callers see must be as
 * it was, else there is more to be seen.
 */
static void run_round(struct unit_flow *uf, uint32_t f, bool last,
		      bool recursive)
{
	struct summary was = *uf->summaries[f], *now = uf->summaries[f];
	struct analyze_func *stats = &uf->stats->funcs[f];

	flow_function(uf, f, last, stats);
	if (!recursive || !last || stats->state != ANALYZE_EXACT ||
	    (was.noutcomes == now->noutcomes && was.nuses == now->nuses &&
	     was.depth == now->depth && was.effects == now->effects))
		return;
	stats->state = ANALYZE_WIDENED;
	stats->why = "a recursion that shows more with every round";
}

static void run_component(struct unit_flow *uf, const struct callgraph *g,
			  unsigned int from, unsigned int to)
{
	unsigned int rounds = g->recursive[g->component[from]] ? MAX_ROUNDS : 1;
	unsigned int r, i;

	for (r = 0; r < rounds; r++)
		for (i = from; i < to; i++)
			run_round(uf, g->order[i], r == rounds - 1,
				  rounds > 1);
}

/* Need @f and all that it calls in the unit. */
static void need(const struct callgraph *g, uint32_t f, bool *needed,
		 uint32_t *todo)
{
	unsigned int n = 0, i;

	if (needed[f])
		return;
	needed[f] = true;
	todo[n++] = f;
	while (n) {
		uint32_t at = todo[--n];

		for (i = 0; i < g->ncallees[at]; i++) {
			uint32_t to = g->callees[at][i];

			if (needed[to])
				continue;
			needed[to] = true;
			todo[n++] = to;
		}
	}
}

/* Does a function call one whose mappings are its own affair? */
static bool calls_effects(const struct unit_flow *uf, const struct callgraph *g,
			  uint32_t f)
{
	unsigned int i;

	for (i = 0; i < g->ncallees[f]; i++)
		if (uf->summaries[g->callees[f][i]]->effects)
			return true;
	return false;
}

static void run_needed(struct unit_flow *uf, const struct callgraph *g,
		       const bool *needed)
{
	unsigned int i, j, k;

	for (i = 0; i < g->n; i = j) {
		bool run = false;

		for (j = i; j < g->n && g->component[j] == g->component[i]; j++)
			if (needed[g->order[j]] &&
			    !uf->summaries[g->order[j]]->done)
				run = true;
		for (k = i; k < j; k++)
			uf->summaries[g->order[k]]->maps =
				g->direct[g->order[k]] ||
				calls_effects(uf, g, g->order[k]);
		if (run)
			run_component(uf, g, i, j);
	}
}

static unsigned int indirect_calls(const struct ir_func *f)
{
	unsigned int b, i, n = 0;

	for (b = 1; b < f->nblocks; b++)
		for (i = 0; i < f->blocks[b].ninsns; i++)
			n += f->blocks[b].insns[i]->op == IR_CALL &&
			     f->blocks[b].insns[i]->a.kind != IR_GLOBAL;
	return n;
}

/* Functions that map or release themselves first, with what they call; then
 * those whose callees turn out to leave a mapping or to release one of theirs,
 * and so on. All others hold nothing that could be misused.
 */
static void run_functions(struct unit_flow *uf, const struct callgraph *g)
{
	bool *needed = ARENA_ARRAY(uf->arena, bool, g->n + 1);
	uint32_t *todo = ARENA_ARRAY(uf->arena, uint32_t, g->n + 1);
	bool more = true;
	uint32_t f;

	for (f = 0; f < g->n; f++)
		if (g->direct[f] || uf->options->all)
			need(g, f, needed, todo);
	while (more) {
		run_needed(uf, g, needed);
		more = false;
		for (f = 0; f < g->n; f++)
			if (!uf->summaries[f]->done &&
			    calls_effects(uf, g, f)) {
				need(g, f, needed, todo);
				more = true;
			}
	}
	for (f = 0; f < g->n; f++)
		if (uf->summaries[f]->done) {
			count_function(uf->stats, &uf->stats->funcs[f],
				       uf->summaries[f]->maps);
			uf->stats->indirect +=
				indirect_calls(uf->unit->funcs[f]);
		}
}

static void make_summaries(struct unit_flow *uf, const struct callgraph *g)
{
	unsigned int i;

	uf->summaries = ARENA_ARRAY(uf->arena, struct summary *, g->n + 1);
	for (i = 0; i < g->n; i++)
		uf->summaries[i] = ARENA_NEW(uf->arena, struct summary);
}

/* A function that breaks an invariant is given up, not analysed. */
static void check_functions(struct unit_flow *uf)
{
	unsigned int i;

	for (i = 0; i < uf->unit->nfuncs; i++) {
		struct analyze_func *f = &uf->stats->funcs[i];

		f->why = ir_check(uf->unit->funcs[i]);
		if (!f->why)
			continue;
		f->name = uf->unit->funcs[i]->name;
		f->state = ANALYZE_GIVEN_UP;
		uf->stats->given_up++;
		uf->summaries[i]->done = uf->summaries[i]->partial = true;
	}
}

/* One pass over the unit; findings are added to those that there are. */
static void run_unit(struct analysis *a, struct ir_unit *u,
		     struct known_table *t, const struct analyze_options *o)
{
	struct arena *arena = a->findings.arena;
	struct unit_flow uf;
	struct callgraph *g;

	memset(&a->stats, 0, sizeof(a->stats));
	a->stats.functions = u->nfuncs;
	a->stats.nfuncs = u->nfuncs;
	a->stats.funcs = ARENA_ARRAY(arena, struct analyze_func, u->nfuncs + 1);
	memset(&uf, 0, sizeof(uf));
	uf.arena = arena;
	uf.unit = u;
	uf.table = t;
	uf.options = o;
	uf.es = exprs_new(arena, u);
	uf.names = intern_new(arena);
	uf.findings = &a->findings;
	uf.stats = &a->stats;
	g = callgraph_new(arena, u, t, uf.names);
	uf.index = g->index;
	make_summaries(&uf, g);
	if (o->check)
		check_functions(&uf);
	run_functions(&uf, g);
}

/* Paths that only the weakest level follows take room from others, and what
 * these show can be lost where it is scarce: they are run alone first. Without
 * rules there is nothing to lose.
 */
static void run_levels(struct analysis *a, struct ir_unit *u,
		       struct known_table *t, const struct analyze_options *o)
{
	struct analyze_options likely = *o;

	likely.level = CONFIDENCE_LIKELY;
	if (o->level == CONFIDENCE_POSSIBLE && o->rules)
		run_unit(a, u, t, &likely);
	run_unit(a, u, t, o);
}

struct analysis *analyze_unit(struct arena *arena, struct ir_unit *u,
			      struct known_table *t,
			      const struct analyze_options *o)
{
	struct analysis *a = ARENA_NEW(arena, struct analysis);
	unsigned int i;

	for (i = 0; i < u->napi; i++)
		known_add(t, u->api[i]);
	if (o->slice)
		slice_unit(u, t);
	a->findings.arena = arena;
	run_levels(a, u, t, o);
	finding_finish(&a->findings, u->name);
	return a;
}
