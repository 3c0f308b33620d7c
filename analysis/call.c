/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Calls: to rows of the API table, to functions of the unit by their
 * summaries, and to functions that nothing is known of.
 */
#include <string.h>

#include "arena.h"
#include "flow.h"
#include "intern.h"
#include "map.h"
#include "segment.h"

ex flow_argument(struct flow *fl, const struct ir_insn *insn, int n)
{
	if (n < 1 || (unsigned int)n > insn->nargs)
		return NULL;
	return flow_operand(fl, &insn->args[n - 1]);
}

ex flow_result(struct flow *fl, struct state *s, const struct ir_insn *insn)
{
	uint32_t gen;

	if (!insn->dest)
		return NULL;
	gen = flow_generation(fl, s, SYM_CALL, insn, 0, insn->type);
	state_forget(s, insn, gen);
	return expr_sym(fl->es, SYM_CALL, insn, 0, gen, NULL, NULL, insn->type);
}

int flow_index(struct unit_flow *uf, const char *callee)
{
	const char *name = intern_string(uf->names, callee);
	const uint64_t *at = map_get(uf->index, map_key_ptr(name));

	return at ? (int)(*at - 1) : -1;
}

const struct summary *flow_summary(struct unit_flow *uf, const char *callee)
{
	int at = flow_index(uf, callee);
	const struct summary *sum = at >= 0 ? uf->summaries[at] : NULL;

	return sum && sum->done ? sum : NULL;
}

#define MAX_USES 24

/* Do two uses tell a caller the same? With many of them the place in the
 * function and what is called there do not count.
 */
static bool use_same(const struct use *a, const struct use *b, bool many)
{
	if (!many && (a->insn != b->insn || a->callee != b->callee))
		return false;
	return a->kind == b->kind && a->effect->what == b->effect->what &&
	       a->effect->family == b->effect->family && a->addr == b->addr &&
	       a->gfp == b->gfp && a->unused == b->unused;
}

/* Can an address be one of a caller's? Not what was made here. */
static bool is_callers(ex addr)
{
	const struct sym *root = addr->n ? expr_root(addr) : NULL;

	return root && (root->kind == SYM_PARAM || root->kind == SYM_CELL ||
			root->kind == SYM_GLOBAL ||
			(root->kind == SYM_HAVOC && root->y));
}

static int released_atomic(const struct state *s)
{
	unsigned int i;
	int n = 0;

	for (i = 0; i < s->nmaps; i++)
		n += s->maps[i].external && !s->maps[i].live &&
		     known_family_atomic(s->maps[i].family);
	return n;
}

/* @u happens in @s as well: what is known of both is left. */
static void use_join(struct use *u, const struct state *s)
{
	int released = released_atomic(s);
	unsigned int i, n = 0;

	for (i = 0; i < u->nfacts; i++) {
		struct fact f = u->facts[i];

		f.range = range_join(f.range, state_range(s, f.key));
		if (!range_equal(f.range, range_all()))
			u->facts[n++] = f;
	}
	u->nfacts = n;
	if (released < u->released)
		u->released = released;
}

void flow_use(struct flow *fl, struct state *s, struct use *u)
{
	struct summary *sum = fl->summary;
	unsigned int i, n = 0;

	if (u->kind == USE_EFFECT && !is_callers(u->addr))
		return;
	for (i = 0; i < sum->nuses; i++)
		if (use_same(&sum->uses[i], u, sum->nuses >= MAX_USES / 2)) {
			use_join(&sum->uses[i], s);
			return;
		}
	if (sum->nuses >= MAX_USES) {
		flow_widen(fl, "more uses than callers are told of");
		return;
	}
	u->facts = ARENA_ARRAY(fl->uf->arena, struct fact, s->nfacts + 1);
	for (i = 0; i < s->nfacts; i++)
		u->facts[n++] = s->facts[i];
	u->nfacts = n;
	u->released = released_atomic(s);
	sum->uses = ARENA_GROW(fl->uf->arena, sum->uses, sum->nuses,
			       &sum->cap_uses);
	sum->uses[sum->nuses++] = *u;
}

/* ---- calls that nothing is known of ---- */

void flow_pass(struct flow *fl, struct state *s, const struct ir_insn *insn,
	       const char *callee, ex arg)
{
	struct event e;

	memset(&e, 0, sizeof(e));
	e.kind = EVENT_PASS;
	e.flow = fl;
	e.state = s;
	e.insn = insn;
	e.loc = insn->loc;
	e.callee = callee;
	e.value = arg;
	flow_event(&e);
}

/* Mappings that callees parked in an object that is passed on are looked after
 * by them.
 */
void flow_give_parked(struct flow *fl, struct state *s,
		      const struct ir_insn *insn, bool all)
{
	unsigned int a, i;

	for (a = 0; a < insn->nargs; a++) {
		ex arg = flow_operand(fl, &insn->args[a]);

		for (i = 0; arg->n && expr_root(arg) && i < s->ncells; i++) {
			const struct cell *c = &s->cells[i];
			struct mapping *m;

			if (!c->bits || !c->val->n ||
			    expr_root(c->base) != expr_root(arg))
				continue;
			m = state_mapping(s, c->val);
			if (!m || !(m->parked || all))
				continue;
			m->given = m->parked = true;
		}
		if (all)
			segment_give(s, arg, true);
	}
}

/* What releases mappings for others is given an address, and its page or object
 * at most: a call with more arguments than these does something with what is
 * there. But what returns a pointer may return this one.
 */
#define MAX_PUTTER_ARGS 2

static bool may_look_after(const struct ir_insn *insn)
{
	return insn->nargs <= MAX_PUTTER_ARGS ||
	       (insn->dest && insn->type == IR_PTR);
}

/* Can who has but the page of @m release it? A local one is released by its
 * address.
 */
static bool is_released_by_page(const struct mapping *m)
{
	return m->implied || m->family == KNOWN_KMAP || m->family == KNOWN_PTE;
}

/* Mappings that the callee can see may be released by it. */
static void give_mappings(struct state *s, const struct ir_insn *insn, ex arg)
{
	const struct sym *root = arg->n ? expr_root(arg) : NULL;
	struct mapping *m = arg->n ? state_mapping(s, arg) : NULL;
	unsigned int i;

	if (m && (m->implied || may_look_after(insn)))
		m->given = true;
	segment_give(s, arg, false);
	for (i = 0; i < s->nmaps; i++)
		if (s->maps[i].page && s->maps[i].page == arg &&
		    is_released_by_page(&s->maps[i]))
			s->maps[i].given = true;
	if (!root)
		return;
	for (i = 0; i < s->ncells; i++) {
		const struct cell *c = &s->cells[i];

		if (!c->bits || !c->val->n ||
		    expr_root(c->base) != root)
			continue;
		m = state_mapping(s, c->val);
		if (m)
			m->given = true;
	}
}

static void call_arguments(struct flow *fl, struct state *s,
			   const struct ir_insn *insn, const char *callee)
{
	unsigned int i;

	for (i = 0; i < insn->nargs; i++) {
		ex arg = flow_operand(fl, &insn->args[i]);

		if (!arg->n)
			continue;
		flow_pass(fl, s, insn, callee, arg);
		give_mappings(s, insn, arg);
	}
	if (!insn->dest)
		state_forget(s, insn, 0);
	for (i = 0; i < insn->nargs; i++) {
		ex arg = flow_operand(fl, &insn->args[i]);
		const struct sym *root = arg->n ? expr_root(arg) :
				   NULL;

		if (root && (root->type == IR_PTR || root->kind == SYM_OBJECT))
			state_havoc(s, arg, insn);
	}
}

struct assumption *flow_assumption(struct flow *fl, const struct ir_insn *call,
				   ex place)
{
	unsigned int i;

	for (i = 0; i < fl->nassumed; i++)
		if (fl->assumed[i].call == call &&
		    fl->assumed[i].place == place)
			return &fl->assumed[i];
	return NULL;
}

static bool complement(struct range r, struct range *c)
{
	*c = range_all();
	if (r.lo == 0 && r.hi == 0) {
		c->nz = true;
		return true;
	}
	if (r.lo == 0 && r.hi == INT64_MAX) {
		c->hi = -1;
		return true;
	}
	if (r.nz && r.lo <= 0 && r.hi >= 0) {
		c->lo = c->hi = 0;
		return true;
	}
	if (r.lo == 1) {
		c->hi = 0;
		return true;
	}
	if (r.hi == -1) {
		c->lo = 0;
		return true;
	}
	return false;
}

bool flow_is_variable(struct flow *fl, ex place)
{
	const struct sym *root = place->n ? expr_root(place) : NULL;

	return root && root->kind == SYM_OBJECT && root->key == fl->func &&
	       fl->func->objects[root->id].size <= sizeof(uint64_t);
}

static ex assume_mapped(struct flow *fl, struct state *s,
			const struct ir_insn *insn, const char *callee,
			const struct assumption *a)
{
	ex base = flow_map(fl, s, insn, a->family, callee, NULL);
	struct mapping *m = &s->maps[s->nmaps - 1];

	m->implied = true;
	m->parked = a->place && !flow_is_variable(fl, a->place);
	if (a->place)
		state_store(s, a->place, 0, a->bits, base, NULL);
	return base;
}

/* What we release later must have been mapped by this call: two outcomes. */
static unsigned int call_assumed(struct flow *fl, struct state *s,
				 const struct ir_insn *insn, const char *callee,
				 const struct assumption *a, ex result,
				 struct flow_out *out)
{
	struct state *not_mapped = state_copy(s);
	struct range r;
	unsigned int n = 0;
	ex base = assume_mapped(fl, s, insn, callee, a);

	out[n].state = s;
	out[n].result = a->place ? result : base;
	if (!a->place || !result || state_fact(s, result, a->result))
		n++;
	if (!a->place && result) {
		r = range_all();
		r.lo = -4095;
		r.hi = 0;
	} else if (!result || !complement(a->result, &r)) {
		return n;
	}
	if (state_fact(not_mapped, result, r)) {
		out[n].state = not_mapped;
		out[n++].result = result;
	}
	return n;
}

unsigned int flow_call_unknown(struct flow *fl, struct state *s,
			       const struct ir_insn *insn, const char *callee,
			       struct flow_out *out)
{
	ex result = flow_result(fl, s, insn);
	unsigned int i;

	call_arguments(fl, s, insn, callee);
	for (i = 0; i < fl->nassumed; i++)
		if (fl->assumed[i].call == insn)
			return call_assumed(fl, s, insn, callee,
					    &fl->assumed[i], result, out);
	out[0].state = s;
	out[0].result = result;
	return 1;
}

/* ---- all calls ---- */

static const char *callee_name(struct flow *fl, const struct ir_insn *insn)
{
	const struct sym *root;
	int64_t c;
	ex f;

	if (insn->a.kind == IR_GLOBAL)
		return insn->a.global;
	f = flow_operand(fl, &insn->a);
	root = expr_is_sym(fl->es, f, &c);
	if (root && root->kind == SYM_PARAM && root->id < 64 && c == 0)
		fl->summary->calls |= UINT64_C(1) << root->id;
	return root && root->kind == SYM_GLOBAL && c == 0 ?
	       (const char *)root->key : NULL;
}

unsigned int flow_call(struct flow *fl, struct state *s,
		       const struct ir_insn *insn, struct flow_out *out)
{
	const char *callee = callee_name(fl, insn);
	const struct known *k = callee ? known_find(fl->uf->table, callee) :
			  NULL;
	const struct summary *sum = callee && !k ?
				    flow_summary(fl->uf, callee) : NULL;
	unsigned int n;

	if (k)
		n = flow_call_known(fl, s, insn, k, out);
	else if (sum)
		n = flow_call_apply(fl, s, insn,
				    flow_special(fl, insn, callee, sum),
				    callee, out);
	else
		n = flow_call_unknown(fl, s, insn,
				      callee ? callee : insn->field, out);
	return insn->noreturn ? 0 : n;
}
