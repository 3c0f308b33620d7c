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

void analyze_options_init(struct analyze_options *o)
{
	memset(o, 0, sizeof(*o));
	o->level = CONFIDENCE_LIKELY;
	o->rules = (UINT32_C(1) << RULE_COUNT) - 1;
}

/* Rounds over a recursive component: outcomes of the round before are used. */
#define MAX_ROUNDS 3

static void count_function(struct analyze_stats *st,
			   const struct analyze_func *f)
{
	st->analysed++;
	st->widened += f->state == ANALYZE_WIDENED;
	st->given_up += f->state == ANALYZE_GIVEN_UP;
}

static void run_component(struct unit_flow *uf, const struct callgraph *g,
			  unsigned int from, unsigned int to)
{
	unsigned int rounds = g->recursive[g->component[from]] ? MAX_ROUNDS : 1;
	unsigned int r, i;

	for (r = 0; r < rounds; r++)
		for (i = from; i < to; i++)
			flow_function(uf, g->order[i], r == rounds - 1,
				      &uf->stats->funcs[g->order[i]]);
}

static void run_functions(struct unit_flow *uf, const struct callgraph *g)
{
	unsigned int i, j;

	for (i = 0; i < g->n; i = j) {
		for (j = i + 1; j < g->n && g->component[j] == g->component[i];)
			j++;
		run_component(uf, g, i, j);
	}
	for (i = 0; i < g->n; i++)
		if (g->maps[i])
			count_function(uf->stats, &uf->stats->funcs[i]);
}

static void make_summaries(struct unit_flow *uf, const struct callgraph *g)
{
	unsigned int i;

	uf->summaries = ARENA_ARRAY(uf->arena, struct summary *, g->n + 1);
	for (i = 0; i < g->n; i++) {
		uf->summaries[i] = ARENA_NEW(uf->arena, struct summary);
		uf->summaries[i]->maps = g->maps[i];
	}
}

struct analysis *analyze_unit(struct arena *arena, struct ir_unit *u,
			      struct known_table *t,
			      const struct analyze_options *o)
{
	struct analysis *a = ARENA_NEW(arena, struct analysis);
	struct unit_flow uf;
	struct callgraph *g;
	unsigned int i;

	memset(&uf, 0, sizeof(uf));
	for (i = 0; i < u->napi; i++)
		known_add(t, u->api[i]);
	a->findings.arena = arena;
	a->stats.functions = u->nfuncs;
	a->stats.nfuncs = u->nfuncs;
	a->stats.funcs = ARENA_ARRAY(arena, struct analyze_func, u->nfuncs + 1);
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
	run_functions(&uf, g);
	finding_finish(&a->findings, u->name);
	return a;
}
