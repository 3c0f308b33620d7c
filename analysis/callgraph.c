/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The call graph: edges, components, and who reaches a mapping API.
 */
#include "arena.h"
#include "callgraph.h"
#include "intern.h"
#include "map.h"

struct edges {
	unsigned int n, cap;
	uint32_t *to;
	bool maps;
};

struct build {
	struct arena *arena;
	const struct ir_unit *unit;
	const struct known_table *table;
	struct intern *names;
	struct callgraph *g;
	struct edges *edges;
};

static void add_name(struct build *b, struct edges *e, const char *name,
		     bool called)
{
	const struct known *k = known_find(b->table, name);
	const uint64_t *at;

	if (k) {
		if (called && known_is_mapping(k))
			e->maps = true;
		return;
	}
	at = map_get(b->g->index, map_key_ptr(intern_string(b->names, name)));
	if (!at)
		return;
	e->to = ARENA_GROW(b->arena, e->to, e->n, &e->cap);
	e->to[e->n++] = (uint32_t)*at - 1;
}

static void add_insn(struct build *b, struct edges *e, const struct ir_insn *in)
{
	unsigned int i;

	if (in->a.kind == IR_GLOBAL)
		add_name(b, e, in->a.global, in->op == IR_CALL);
	if (in->b.kind == IR_GLOBAL)
		add_name(b, e, in->b.global, false);
	for (i = 0; i < in->nargs; i++)
		if (in->args[i].kind == IR_GLOBAL)
			add_name(b, e, in->args[i].global, false);
}

static void add_edges(struct build *b)
{
	uint32_t f, bb;
	unsigned int i;

	for (f = 0; f < b->g->n; f++) {
		const struct ir_func *fn = b->unit->funcs[f];

		for (bb = 1; bb < fn->nblocks; bb++)
			for (i = 0; i < fn->blocks[bb].ninsns; i++)
				add_insn(b, &b->edges[f],
					 fn->blocks[bb].insns[i]);
	}
}

struct frame {
	uint32_t f;
	unsigned int next;
};

struct tarjan {
	struct build *b;
	uint32_t *number, *low, *stack;
	bool *on_stack;
	struct frame *frames;
	unsigned int nstack, nframes, count, done, components;
};

static void visit(struct tarjan *t, uint32_t f)
{
	t->number[f] = t->low[f] = ++t->count;
	t->stack[t->nstack++] = f;
	t->on_stack[f] = true;
	t->frames[t->nframes].f = f;
	t->frames[t->nframes++].next = 0;
}

static bool calls_itself(const struct edges *e, uint32_t f)
{
	unsigned int i;

	for (i = 0; i < e->n; i++)
		if (e->to[i] == f)
			return true;
	return false;
}

/* Function @f is the root of a component: take it off the stack. */
static void component(struct tarjan *t, uint32_t f)
{
	struct callgraph *g = t->b->g;
	unsigned int size = 0;
	uint32_t w;

	do {
		w = t->stack[--t->nstack];
		t->on_stack[w] = false;
		g->order[t->done] = w;
		g->component[t->done++] = t->components;
		size++;
	} while (w != f);
	g->recursive[t->components++] = size > 1 ||
					calls_itself(&t->b->edges[f], f);
}

static void leave(struct tarjan *t, uint32_t f)
{
	if (t->low[f] == t->number[f])
		component(t, f);
	t->nframes--;
	if (t->nframes) {
		uint32_t up = t->frames[t->nframes - 1].f;

		if (t->low[f] < t->low[up])
			t->low[up] = t->low[f];
	}
}

static void components_from(struct tarjan *t, uint32_t root)
{
	visit(t, root);
	while (t->nframes) {
		struct frame *fr = &t->frames[t->nframes - 1];
		const struct edges *e = &t->b->edges[fr->f];
		uint32_t to;

		if (fr->next == e->n) {
			leave(t, fr->f);
			continue;
		}
		to = e->to[fr->next++];
		if (!t->number[to])
			visit(t, to);
		else if (t->on_stack[to] && t->number[to] < t->low[fr->f])
			t->low[fr->f] = t->number[to];
	}
}

static void find_components(struct build *b)
{
	struct tarjan t = { 0 };
	unsigned int n = b->g->n + 1;
	uint32_t f;

	t.b = b;
	t.number = ARENA_ARRAY(b->arena, uint32_t, n);
	t.low = ARENA_ARRAY(b->arena, uint32_t, n);
	t.stack = ARENA_ARRAY(b->arena, uint32_t, n);
	t.on_stack = ARENA_ARRAY(b->arena, bool, n);
	t.frames = ARENA_ARRAY(b->arena, struct frame, n);
	for (f = 0; f < b->g->n; f++)
		if (!t.number[f])
			components_from(&t, f);
}

static void keep_edges(struct build *b)
{
	uint32_t f;

	for (f = 0; f < b->g->n; f++) {
		b->g->direct[f] = b->edges[f].maps;
		b->g->ncallees[f] = b->edges[f].n;
		b->g->callees[f] = b->edges[f].to;
	}
}

struct callgraph *callgraph_new(struct arena *a, const struct ir_unit *u,
				const struct known_table *t,
				struct intern *names)
{
	struct callgraph *g = ARENA_NEW(a, struct callgraph);
	struct build b = { a, u, t, names, g, NULL };
	uint32_t i;

	g->n = u->nfuncs;
	g->order = ARENA_ARRAY(a, uint32_t, g->n + 1);
	g->component = ARENA_ARRAY(a, uint32_t, g->n + 1);
	g->recursive = ARENA_ARRAY(a, bool, g->n + 1);
	g->direct = ARENA_ARRAY(a, bool, g->n + 1);
	g->ncallees = ARENA_ARRAY(a, unsigned int, g->n + 1);
	g->callees = ARENA_ARRAY(a, uint32_t *, g->n + 1);
	g->index = map_new(a);
	for (i = 0; i < g->n; i++)
		*map_put(g->index, map_key_ptr(intern_string(names,
						u->funcs[i]->name))) = i + 1;
	b.edges = ARENA_ARRAY(a, struct edges, g->n + 1);
	add_edges(&b);
	find_components(&b);
	keep_edges(&b);
	return g;
}
