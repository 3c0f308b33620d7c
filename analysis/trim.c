/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Trimming a unit for its record. Call facts first, which are a graph by name;
 * then functions, and last what nothing names any more.
 */
#include "trim.h"

#include <string.h>

#include "arena.h"
#include "intern.h"
#include "map.h"

/* ---- call facts ---- */

struct fact_node {
	struct ir_facts *facts;
	bool inlined; /* stands in its callers */
	bool empty; /* nothing that it calls matters */
	unsigned int seen; /* by the walk of this number */
};

struct trim {
	struct arena *scratch;
	struct ir_unit *u;
	const struct known_table *table;
	struct intern *names;
	struct map *index; /* name to node + 1 */
	struct fact_node *nodes;
	unsigned int walk;
	/* of the function at hand */
	struct ir_fact_call *calls;
	unsigned int ncalls, cap;
	struct map *told; /* callee or field to walk */
};

static struct fact_node *node_of(struct trim *t, const char *name)
{
	const uint64_t *at =
		name ? map_get(t->index,
			       map_key_ptr(intern_string(t->names, name))) :
		       NULL;

	return at ? &t->nodes[*at - 1] : NULL;
}

/* Can a call of a row matter to what the caller's callers hold? */
static bool row_matters(const struct known *row)
{
	unsigned int k;

	for (k = 0; k < row->neffects; k++)
		switch (row->effects[k].what) {
		case KNOWN_PLAIN:
		case KNOWN_READS:
		case KNOWN_WRITES:
		case KNOWN_FREES:
		case KNOWN_ALLOCATES:
		case KNOWN_STOPS:
			break;
		default:
			return true;
		}
	return false;
}

static bool call_matters(struct trim *t, const struct ir_fact_call *c)
{
	const struct known *row =
		c->callee ? known_find(t->table, c->callee) : NULL;
	const struct fact_node *to = row ? NULL : node_of(t, c->callee);

	return row ? row_matters(row) : !to || !to->empty;
}

/* Static functions are empty until one of their calls turns out to matter. */
static void find_empty(struct trim *t)
{
	bool again = true;
	unsigned int k, i;

	for (k = 0; k < t->u->nfacts; k++)
		t->nodes[k].empty = t->nodes[k].facts->is_static;
	while (again)
		for (again = false, k = 0; k < t->u->nfacts; k++) {
			struct fact_node *n = &t->nodes[k];

			for (i = 0; n->empty && i < n->facts->ncalls; i++)
				if (call_matters(t, &n->facts->calls[i]))
					n->empty = false, again = true;
		}
}

static void tell(struct trim *t, const struct ir_fact_call *c, struct ir_loc at)
{
	const char *name = c->callee ? c->callee : c->via;
	uint64_t key = map_key_ptr(intern_string(t->names, name ? name : "")) ^
		       (uint64_t)c->gfp_param << 48 ^ !c->callee;
	uint64_t *told = map_put(t->told, key);

	if (*told == t->walk)
		return;
	*told = t->walk;
	t->calls = ARENA_GROW(t->scratch, t->calls, t->ncalls, &t->cap);
	t->calls[t->ncalls] = *c;
	t->calls[t->ncalls++].loc = at;
}

/* The calls of @c's callee stand for @c, through all that is inlined. */
static void tell_inlined(struct trim *t, const struct ir_fact_call *c,
			 struct fact_node *to)
{
	struct fact_node **todo = NULL;
	unsigned int n = 0, cap = 0, i;

	todo = ARENA_GROW(t->scratch, todo, n, &cap);
	todo[n++] = to;
	to->seen = t->walk;
	while (n) {
		const struct ir_facts *f = todo[--n]->facts;

		for (i = 0; i < f->ncalls; i++) {
			struct fact_node *next;
			struct ir_fact_call inner = f->calls[i];

			if (!call_matters(t, &inner))
				continue;
			next = known_find(t->table,
					  inner.callee ? inner.callee : "") ?
				       NULL :
				       node_of(t, inner.callee);
			/* flags that an inline passes on are its own affair */
			inner.gfp_param = 0;
			if (!next || !next->inlined) {
				tell(t, &inner, c->loc);
				continue;
			}
			if (next->seen == t->walk)
				continue;
			next->seen = t->walk;
			todo = ARENA_GROW(t->scratch, todo, n, &cap);
			todo[n++] = next;
		}
	}
}

static void trim_calls(struct trim *t, struct ir_facts *f)
{
	unsigned int i;

	t->walk++;
	t->ncalls = 0;
	for (i = 0; i < f->ncalls; i++) {
		const struct ir_fact_call *c = &f->calls[i];
		struct fact_node *to;

		if (!call_matters(t, c))
			continue;
		to = c->callee && !known_find(t->table, c->callee) ?
			     node_of(t, c->callee) :
			     NULL;
		if (to && to->inlined && to->seen != t->walk)
			tell_inlined(t, c, to);
		else if (!to || !to->inlined)
			tell(t, c, c->loc);
	}
	f->calls = (struct ir_fact_call *)arena_dup(
		t->u->arena, t->calls, t->ncalls * sizeof(*t->calls));
	f->ncalls = f->cap_calls = t->ncalls;
}

static void make_nodes(struct trim *t)
{
	struct ir_unit *u = t->u;
	uint32_t own = ir_file(u, u->name);
	unsigned int k;

	t->nodes = ARENA_ARRAY(t->scratch, struct fact_node, u->nfacts + 1);
	for (k = 0; k < u->nfacts; k++) {
		struct ir_facts *f = &u->facts[k];

		t->nodes[k].facts =
			(struct ir_facts *)arena_dup(t->scratch, f, sizeof(*f));
		t->nodes[k].inlined =
			f->is_static && f->loc.file && f->loc.file != own;
		*map_put(t->index,
			 map_key_ptr(intern_string(t->names, f->func))) = k + 1;
	}
}

static void trim_facts(struct trim *t)
{
	struct ir_unit *u = t->u;
	unsigned int k, n = 0;

	make_nodes(t);
	find_empty(t);
	for (k = 0; k < u->nfacts; k++) {
		const struct fact_node *node = &t->nodes[k];

		if (node->inlined || node->empty)
			continue;
		u->facts[n] = *node->facts;
		trim_calls(t, &u->facts[n++]);
	}
	u->nfacts = n;
}

/* ---- functions, and what they name ---- */

static void trim_funcs(struct ir_unit *u, const struct analysis *a)
{
	unsigned int k, n = 0;

	for (k = 0; k < u->nfuncs; k++)
		if (a->stats.funcs[k].name)
			u->funcs[n++] = u->funcs[k];
	u->nfuncs = n;
}

struct names {
	struct trim *t;
	struct map *used; /* globals */
	uint32_t *file; /* by old file: the new one, or 0 */
	const char **files;
	uint32_t nfiles;
};

static void note_file(struct names *n, struct ir_loc *at)
{
	if (!at->file)
		return;
	if (!n->file[at->file]) {
		n->file[at->file] = n->nfiles;
		n->files[n->nfiles++] = n->t->u->files[at->file];
	}
	at->file = n->file[at->file];
}

static void note_operand(struct names *n, const struct ir_operand *o)
{
	if (o->kind == IR_GLOBAL)
		map_put(n->used,
			map_key_ptr(intern_string(n->t->names, o->global)));
}

static void note_insn(struct names *n, struct ir_insn *in)
{
	unsigned int k;

	note_file(n, &in->loc);
	note_operand(n, &in->a);
	note_operand(n, &in->b);
	note_operand(n, &in->c);
	for (k = 0; k < in->nargs; k++)
		note_operand(n, &in->args[k]);
}

static void note_func(struct names *n, struct ir_func *f)
{
	uint32_t b;
	unsigned int k;

	note_file(n, &f->loc);
	for (b = 1; b < f->nblocks; b++)
		for (k = 0; k < f->blocks[b].ninsns; k++)
			note_insn(n, f->blocks[b].insns[k]);
}

static void trim_names(struct trim *t)
{
	struct ir_unit *u = t->u;
	struct names n = { t, map_new(t->scratch), NULL, NULL, 1 };
	unsigned int k, i, left = 0;

	n.file = ARENA_ARRAY(t->scratch, uint32_t, u->nfiles + 1);
	n.files = ARENA_ARRAY(u->arena, const char *, u->nfiles + 1);
	for (k = 0; k < u->nfacts; k++) {
		note_file(&n, &u->facts[k].loc);
		for (i = 0; i < u->facts[k].ncalls; i++)
			note_file(&n, &u->facts[k].calls[i].loc);
	}
	for (k = 0; k < u->nfuncs; k++)
		note_func(&n, u->funcs[k]);
	u->files = n.files;
	u->cap_files = u->nfiles + 1;
	u->nfiles = n.nfiles;
	u->last_file = 0;
	for (k = 0; k < u->nglobals; k++)
		if (map_get(n.used, map_key_ptr(intern_string(
					    t->names, u->globals[k].name))))
			u->globals[left++] = u->globals[k];
	u->nglobals = left;
}

void unit_trim(struct ir_unit *u, const struct analysis *a,
	       const struct known_table *table)
{
	struct trim t;

	memset(&t, 0, sizeof(t));
	t.scratch = arena_new();
	t.u = u;
	t.table = table;
	t.names = intern_new(t.scratch);
	t.index = map_new(t.scratch);
	t.told = map_new(t.scratch);
	trim_facts(&t);
	if (a)
		trim_funcs(u, a);
	trim_names(&t);
	arena_free(t.scratch);
}
