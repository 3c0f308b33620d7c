/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The functions of the unit and their calls, as GCC's call graph has them.
 */
#include "gcc-headers.h"
#include "kmc.h"

/* ---- gathering ---- */

static int order_cmp(const void *a, const void *b)
{
	const struct unit_func *f = (const struct unit_func *)a;
	const struct unit_func *g = (const struct unit_func *)b;

	return f->node->order < g->node->order ? -1 :
	       f->node->order > g->node->order;
}

static void func_add(struct arena *arena, struct unit_funcs *funcs,
		     struct cgraph_node *node)
{
	const char *name = decl_name(arena, node->decl);
	struct unit_func *f;

	if (!name)
		return;
	funcs->list = (struct unit_func *)
		arena_grow(arena, funcs->list, sizeof(*funcs->list), funcs->n,
			   &funcs->cap);
	f = &funcs->list[funcs->n++];
	f->node = node;
	f->name = name;
}

/* What @f calls or takes the address of matters alike. */
static void select_edges(struct arena *arena, struct select *s,
			 unsigned int index, const struct unit_func *f)
{
	struct cgraph_edge *e;
	struct ipa_ref *ref;
	symtab_node *to;
	unsigned int i;

	for (e = f->node->callees; e; e = e->next_callee) {
		const char *name = decl_name(arena, e->callee->decl);

		if (name)
			select_call(s, index, name);
	}
	for (i = 0; f->node->iterate_reference(i, ref); i++) {
		to = ref->referred;
		if (TREE_CODE(to->decl) == FUNCTION_DECL && DECL_NAME(to->decl))
			select_call(s, index, decl_name(arena, to->decl));
	}
}

/* A name stands for one function: of several, for the first one. */
static void drop_namesakes(struct arena *arena, struct unit_funcs *funcs)
{
	struct intern *names = intern_new(arena);
	unsigned int i, n = 0;

	for (i = 0; i < funcs->n; i++) {
		const char *name = funcs->list[i].name;

		if (intern_index(names, name) == n)
			funcs->list[n++] = funcs->list[i];
		else
			stats_given_up(name, "another one has its name");
	}
	funcs->n = n;
}

static void funcs_select(struct arena *arena, struct unit_funcs *funcs,
			 const struct known_table *t)
{
	struct select *s = select_new(arena, t);
	unsigned int i;

	for (i = 0; i < funcs->n; i++)
		select_func(s, funcs->list[i].name,
			    DECL_DECLARED_INLINE_P(funcs->list[i].node->decl));
	for (i = 0; i < funcs->n; i++)
		select_edges(arena, s, i, &funcs->list[i]);
	funcs->nchosen = select_solve(s);
	for (i = 0; i < funcs->n; i++)
		funcs->list[i].chosen = kmc_options.all || select_chosen(s, i);
}

struct unit_funcs *funcs_gather(struct arena *arena,
				const struct known_table *t)
{
	struct unit_funcs *funcs;
	struct cgraph_node *node;

	funcs = (struct unit_funcs *)arena_alloc(arena, sizeof(*funcs));
	FOR_EACH_FUNCTION_WITH_GIMPLE_BODY(node)
		func_add(arena, funcs, node);
	qsort(funcs->list, funcs->n, sizeof(*funcs->list), order_cmp);
	drop_namesakes(arena, funcs);
	funcs_select(arena, funcs, t);
	return funcs;
}

/* ---- call facts ---- */

/* What is at hand while the facts of a unit are written. */
struct facts {
	struct ir_unit *u;
	struct lower_unit *lu;
	const struct known_table *table;
	struct source *source;
	struct map *seen;		/* name or field to caller and gfp */
	unsigned int caller;
	struct ir_facts *f;
};

/* Which parameter of its function @t is, from 1; or 0. */
static int param_index(tree fndecl, tree t)
{
	tree parm;
	int n = 0;

	if (TREE_CODE(t) != SSA_NAME || !SSA_NAME_IS_DEFAULT_DEF(t))
		return 0;
	for (parm = DECL_ARGUMENTS(fndecl); parm; parm = DECL_CHAIN(parm)) {
		n++;
		if (parm == SSA_NAME_VAR(t))
			return n;
	}
	return 0;
}

/* The caller's parameter that @call passes as gfp, or 0. */
static int gfp_param(const struct facts *c, tree fndecl, gcall *call,
		     const char *callee)
{
	const struct known_effect *e;
	const struct known *k;

	k = known_find(c->table, callee);
	e = k ? known_effect(k, KNOWN_SLEEPS_GFP) : NULL;
	if (!e || e->arg < 1 ||
	    (unsigned int)e->arg > gimple_call_num_args(call))
		return 0;
	return param_index(fndecl, gimple_call_arg(call, e->arg - 1));
}

/* One of each kind is enough: true when @what was seen of this caller. */
static bool fact_seen(struct facts *c, const char *what, int gfp)
{
	uint64_t *seen = map_put(c->seen, map_key_ptr(what));
	uint64_t now = map_key_pair(c->caller + 1, gfp);

	if (*seen == now)
		return true;
	*seen = now;
	return false;
}

/* The line is enough: every call of a function is one. */
static struct ir_loc fact_place(const struct facts *c, location_t loc)
{
	struct ir_loc at = source_loc(c->source, loc);

	at.col = 0;
	return at;
}

static void fact_add(struct facts *c, const char *callee, const char *via,
		     location_t loc, int gfp)
{
	struct ir_fact_call *call;

	if (fact_seen(c, callee ? callee : via ? via : "", gfp))
		return;
	call = ir_fact_call_new(c->u, c->f);
	call->callee = callee;
	call->via = via;
	call->loc = fact_place(c, loc);
	call->gfp_param = gfp;
}

/* What GCC knows itself, what does not come back, what only computes, and what
 * must not be left in the object: nobody sleeps or maps there.
 */
static bool is_harmless(const_tree decl)
{
	return fndecl_built_in_p(decl) || TREE_THIS_VOLATILE(decl) ||
	       TREE_READONLY(decl) || DECL_PURE_P(decl) ||
	       decl_forbidden(decl);
}

static void fact_direct(struct facts *c, tree fndecl, struct cgraph_edge *e)
{
	const char *name = decl_name(c->u->arena, e->callee->decl);

	if (name && e->call_stmt && !is_harmless(e->callee->decl))
		fact_add(c, name, NULL, gimple_location(e->call_stmt),
			 gfp_param(c, fndecl, e->call_stmt, name));
}

static void fact_indirect(struct facts *c, struct cgraph_edge *e)
{
	if (e->call_stmt)
		fact_add(c, NULL, lower_via(c->lu,
					    gimple_call_fn(e->call_stmt)),
			 gimple_location(e->call_stmt), 0);
}

/* GCC's lists begin with the last call. */
static struct cgraph_edge *first_call(struct cgraph_edge *e)
{
	while (e && e->next_callee)
		e = e->next_callee;
	return e;
}

static void facts_of(struct facts *c, struct cgraph_node *node)
{
	struct cgraph_edge *e;

	for (e = first_call(node->callees); e; e = e->prev_callee)
		fact_direct(c, node->decl, e);
	for (e = first_call(node->indirect_calls); e; e = e->prev_callee)
		fact_indirect(c, e);
}

void facts_write(struct ir_unit *u, struct lower_unit *lu,
		 const struct unit_funcs *funcs, const struct known_table *t,
		 struct source *s)
{
	struct facts c = { u, lu, t, s, map_new(u->arena), 0, NULL };

	for (c.caller = 0; c.caller < funcs->n; c.caller++) {
		const struct unit_func *f = &funcs->list[c.caller];

		c.f = ir_facts_new(u, f->name);
		c.f->loc = fact_place(&c, DECL_SOURCE_LOCATION(f->node->decl));
		/* inline functions of headers that stand elsewhere, too */
		c.f->is_static = !TREE_PUBLIC(f->node->decl) ||
				 DECL_EXTERNAL(f->node->decl);
		facts_of(&c, f->node);
	}
}
