/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which functions of a unit are worth lowering. Names are numbered by an
 * intern table and are the nodes of a graph; a node is live when it has a body
 * in the unit and no row in the API table. Then two worklists, each linear:
 * backwards from the mapping APIs over live callers, and forwards from there
 * over live callees.
 *
 * A row says all that callers need to know of a function, so that nothing is
 * looked for beyond it. Where it is defined it is a user of the mapping APIs
 * like any other, unless mapping or releasing is what it does (the primitives,
 * whose insides are not to be judged by their own contract).
 */
#include "analyze.h"
#include "arena.h"
#include "intern.h"

#define NO_FUNC UINT32_MAX

struct call {
	uint32_t caller, callee;	/* nodes */
};

struct select {
	struct arena *arena;
	const struct known_table *table;
	struct intern *names;		/* string number = node */
	unsigned int nfuncs, cap_funcs;
	uint32_t *funcs;		/* function -> node */
	unsigned int nnodes, cap_nodes;
	uint32_t *func_of;		/* node -> function, or NO_FUNC */
	bool *from_header;		/* by function */
	unsigned int cap_headers;
	unsigned int ncalls, cap_calls;
	struct call *calls;
	bool *chosen;			/* by node, after select_solve() */
};

/* The neighbours of node i are to[start[i]] up to to[start[i + 1]]. */
struct neighbours {
	uint32_t *start, *to;
};

struct worklist {
	uint32_t *nodes;
	unsigned int n;
};

struct select *select_new(struct arena *arena, const struct known_table *t)
{
	struct select *s = (struct select *)arena_alloc(arena, sizeof(*s));

	s->arena = arena;
	s->table = t;
	s->names = intern_new(arena);
	return s;
}

/* The node of @name, added when new. */
static uint32_t node_of(struct select *s, const char *name)
{
	uint32_t node = intern_index(s->names, name);

	if (node == s->nnodes) {
		s->func_of = (uint32_t *)arena_grow(s->arena, s->func_of,
						    sizeof(*s->func_of),
						    s->nnodes, &s->cap_nodes);
		s->func_of[s->nnodes++] = NO_FUNC;
	}
	return node;
}

unsigned int select_func(struct select *s, const char *name, bool from_header)
{
	uint32_t node = node_of(s, name);

	if (s->func_of[node] != NO_FUNC)
		return s->func_of[node];
	s->funcs = (uint32_t *)arena_grow(s->arena, s->funcs,
					  sizeof(*s->funcs), s->nfuncs,
					  &s->cap_funcs);
	s->from_header = (bool *)arena_grow(s->arena, s->from_header,
					    sizeof(*s->from_header),
					    s->nfuncs, &s->cap_headers);
	s->func_of[node] = s->nfuncs;
	s->from_header[s->nfuncs] = from_header;
	s->funcs[s->nfuncs] = node;
	return s->nfuncs++;
}

void select_call(struct select *s, unsigned int caller, const char *callee)
{
	struct call *c;

	s->calls = (struct call *)arena_grow(s->arena, s->calls,
					     sizeof(*s->calls), s->ncalls,
					     &s->cap_calls);
	c = &s->calls[s->ncalls++];
	c->caller = s->funcs[caller];
	c->callee = node_of(s, callee);
}

static uint32_t tail(const struct call *c, bool back)
{
	return back ? c->callee : c->caller;
}

/* The calls as neighbours: callees of a node, or its callers with @back. */
static struct neighbours neighbours_new(const struct select *s, bool back)
{
	struct neighbours n;
	unsigned int i;

	n.start = (uint32_t *)arena_alloc(s->arena, (s->nnodes + 1) *
					  sizeof(*n.start));
	n.to = (uint32_t *)arena_alloc(s->arena, s->ncalls * sizeof(*n.to));
	for (i = 0; i < s->ncalls; i++)
		n.start[tail(&s->calls[i], back)]++;
	for (i = 1; i <= s->nnodes; i++)
		n.start[i] += n.start[i - 1];
	/* counting down turns the end of each range into its start */
	for (i = s->ncalls; i-- > 0;)
		n.to[--n.start[tail(&s->calls[i], back)]] =
			tail(&s->calls[i], !back);
	return n;
}

enum life {
	DEAD,		/* no body in the unit, or one that is not looked at */
	OWN,		/* has a row: looked at, but nobody else needs it */
	LIVE
};

/* Put onto @w the neighbours of @node that are at least @least and not chosen
 * yet.
 */
static void push_neighbours(struct select *s, const enum life *lives,
			    const struct neighbours *n, uint32_t node,
			    enum life least, struct worklist *w)
{
	uint32_t i, to;

	for (i = n->start[node]; i < n->start[node + 1]; i++) {
		to = n->to[i];
		if (lives[to] < least || s->chosen[to])
			continue;
		s->chosen[to] = true;
		w->nodes[w->n++] = to;
	}
}

/* Is the function with row @k what the rules are about? */
static bool is_primitive(const struct known *k)
{
	static const enum known_what what[] = {
		KNOWN_MAPS, KNOWN_MAPS_OR_NULL, KNOWN_MAPS_AT, KNOWN_RELEASES,
		KNOWN_INTERNAL,
	};
	unsigned int i;

	for (i = 0; i < sizeof(what) / sizeof(what[0]); i++)
		if (known_effect(k, what[i]))
			return true;
	return false;
}

static enum life life_of(const struct select *s, uint32_t node,
			 const struct known *k)
{
	if (s->func_of[node] == NO_FUNC)
		return DEAD;
	if (!k)
		return LIVE;
	/* every unit has it: not one of the kernel's sources */
	if (s->from_header[s->func_of[node]] || is_primitive(k))
		return DEAD;
	return OWN;
}

/* Find how live all nodes are, and choose the callers of mapping APIs. */
static void choose_users(struct select *s, enum life *lives,
			 const struct neighbours *callers, struct worklist *w)
{
	const struct known *k;
	bool *mapping;
	uint32_t i;

	mapping = (bool *)arena_alloc(s->arena, s->nnodes * sizeof(*mapping));
	for (i = 0; i < s->nnodes; i++) {
		k = known_find(s->table, intern_at(s->names, i));
		lives[i] = life_of(s, i, k);
		mapping[i] = known_is_mapping(k);
	}
	for (i = 0; i < s->nnodes; i++)
		if (mapping[i])
			push_neighbours(s, lives, callers, i, OWN, w);
}

static unsigned int count_chosen(const struct select *s)
{
	unsigned int i, n = 0;

	for (i = 0; i < s->nfuncs; i++)
		n += select_chosen(s, i);
	return n;
}

unsigned int select_solve(struct select *s)
{
	struct neighbours callers = neighbours_new(s, true);
	struct neighbours callees = neighbours_new(s, false);
	struct worklist w = { NULL, 0 };
	enum life *lives;
	unsigned int i;

	lives = (enum life *)arena_alloc(s->arena, s->nnodes * sizeof(*lives));
	s->chosen = (bool *)arena_alloc(s->arena,
					s->nnodes * sizeof(*s->chosen));
	w.nodes = (uint32_t *)arena_alloc(s->arena,
					  s->nnodes * sizeof(*w.nodes));
	choose_users(s, lives, &callers, &w);
	for (i = 0; i < w.n; i++)
		if (lives[w.nodes[i]] == LIVE)
			push_neighbours(s, lives, &callers, w.nodes[i], OWN,
					&w);
	/* all that was chosen is still on the list: now go down from it */
	for (i = 0; i < w.n; i++)
		push_neighbours(s, lives, &callees, w.nodes[i], LIVE, &w);
	return count_chosen(s);
}

bool select_chosen(const struct select *s, unsigned int func)
{
	return s->chosen && s->chosen[s->funcs[func]];
}
