/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The transfer rules of all instructions but calls.
 */
#include <string.h>

#include "arena.h"
#include "flow.h"
#include "interp.h"
#include "intern.h"

ex flow_global(struct unit_flow *uf, const char *name)
{
	return expr_sym(uf->es, SYM_GLOBAL, intern_string(uf->names, name), 0,
			0, NULL, NULL, IR_PTR);
}

ex flow_operand(struct flow *fl, const struct ir_operand *o)
{
	switch (o->kind) {
	case IR_VALUE:
		if (fl->cur[o->value])
			return fl->cur[o->value];
		/* defined on no path that came here */
		return expr_sym(fl->es, SYM_PHI, fl->func, 0, o->value, NULL,
				NULL, fl->func->vals[o->value].type);
	case IR_IMM:
		/* -4096..-1 as an unsigned value of 32 bits */
		if (fl->uf->unit->target.bits == 32 &&
		    o->imm >= UINT32_MAX - 4095 && o->imm <= UINT32_MAX)
			return expr_const(fl->es,
					  o->imm - (INT64_C(1) << 32));
		return expr_const(fl->es, o->imm);
	case IR_GLOBAL:
		return flow_global(fl->uf, o->global);
	default:
		return expr_const(fl->es, 0);
	}
}

static bool is_of(void *closure, const struct sym *y, uint32_t number)
{
	(void)y;
	return number == *(const uint32_t *)closure;
}

static bool refers_now(struct flow *fl, struct state *s, uint32_t sym)
{
	uint32_t v;

	for (v = 1; v < fl->func->nvals; v++)
		if (fl->cur[v] && expr_any(fl->es, fl->cur[v], is_of, &sym))
			return true;
	s->nlive = 0;		/* is in fl->cur now */
	return state_refers(s, sym);
}

uint32_t flow_last_generation(struct state *s)
{
	s->dropped = "more rounds of a loop than are told apart";
	s->widened = true;
	return GENERATIONS - 1;
}

uint32_t flow_generation(struct flow *fl, struct state *s, enum sym_kind kind,
			 const struct ir_insn *insn, uint32_t id,
			 enum ir_type type)
{
	uint32_t gen = 0;
	ex e;

	if (!fl->in_loop)
		return 0;
	for (; gen < GENERATIONS; gen++) {
		e = expr_sym(fl->es, kind, insn, id, gen, NULL, NULL, type);
		if (!refers_now(fl, s, e->t[0].sym))
			break;
	}
	return gen < GENERATIONS ? gen : flow_last_generation(s);
}

void flow_step(struct flow *fl, struct state *s, enum step_kind kind,
	       const struct ir_insn *insn, uint32_t sym, const char *text)
{
	struct step *st = ARENA_NEW(fl->arena, struct step);

	st->prev = s->path;
	st->kind = kind;
	st->func = fl->func;
	st->loc = insn->loc.file ? insn->loc : s->at;
	st->insn = insn;
	st->text = text;
	if (kind == STEP_BRANCH)
		st->choice = sym;
	else
		st->sym = sym;
	s->path = st;
}

/* The variable that an address is first put into names the mapping. */
static void name_mapping(struct state *s, ex val, const char *name)
{
	struct mapping *m;

	if (!name || !val->n)
		return;
	m = state_mapping(s, val);
	if (m && !m->name)
		m->name = name;
}

/* An access through @addr. Returns false when it cannot be: what is read or
 * written is not at NULL, and after it that is known.
 */
static bool access_event(struct flow *fl, struct state *s,
			 const struct ir_insn *in, ex addr, uint64_t size,
			 bool write)
{
	const struct sym *root = addr->n ? expr_root(addr) : NULL;
	struct range there = range_all();
	struct event e;

	if (!addr->n)
		return addr->c < 0 || addr->c > 4095;
	memset(&e, 0, sizeof(e));
	e.kind = EVENT_ACCESS;
	e.flow = fl;
	e.state = s;
	e.insn = in;
	e.loc = in->loc;
	e.addr = addr;
	e.length = expr_const(fl->es, (int64_t)size);
	e.write = write;
	flow_event(&e);
	there.nz = there.nerr = true;
	return !root || root->type != IR_PTR || root->range.nz ||
	       state_fact(s, root->self, there);
}

/* How the user writes the place of @in: "walk->addr", "pair.in", or the field
 * alone when what it is a field of has no name.
 */
static const char *place_name(struct flow *fl, const struct ir_insn *in)
{
	const char *field = in->field ? strrchr(in->field, '.') : NULL;
	const struct ir_val *v;

	field = field ? field + 1 : in->field;
	if (!field || in->a.kind != IR_VALUE)
		return field;
	v = &fl->func->vals[in->a.value];
	if (v->def && v->def->op == IR_LOCAL) {
		const char *name = fl->func->objects[v->def->object].name;

		return name ? arena_printf(fl->uf->arena, "%s.%s", name, field) :
		       field;
	}
	return v->name ? arena_printf(fl->uf->arena, "%s->%s", v->name, field) :
	       field;
}

static ex address(struct flow *fl, const struct ir_operand *o, int64_t off)
{
	return expr_addc(fl->es, flow_operand(fl, o), off);
}

/* Is the place in an object that holds a mapping, and the field in which it
 * holds that?
 */
static bool is_holder(struct flow *fl, const struct state *s,
		      const struct ir_insn *in, ex addr)
{
	unsigned int i;
	int64_t c;

	for (i = 0; i < s->nmaps; i++) {
		const struct mapping *m = &s->maps[i];
		const struct known_effect *e;

		if (!m->live || !m->page || !m->page->n || !m->api ||
		    expr_root(m->page) != expr_root(addr))
			continue;
		e = known_effect(known_find(fl->uf->table, m->api),
				 KNOWN_HOLDS);
		if (e && known_is_field(e, in->field) &&
		    expr_is_const(expr_sub(fl->es, addr, m->page), &c) &&
		    c >= 0)
			return true;
	}
	return false;
}

static ex interp_load(struct flow *fl, struct state *s,
		      const struct ir_insn *in)
{
	ex addr = address(fl, &in->a, in->off), val;
	uint64_t bits = in->bits ? in->bits : in->size * 8;
	struct range mapped = range_all();

	if (!access_event(fl, s, in, addr, in->size, false))
		return NULL;
	if (!bits)
		bits = 64;
	val = state_load(s, addr, in->bitpos, bits, in->type);
	if (in->field && expr_is_sym(fl->es, val, NULL) &&
	    !expr_is_sym(fl->es, val, NULL)->name)
		expr_name(fl->es, val, place_name(fl, in));
	mapped.nz = mapped.nerr = true;
	if (in->type == IR_PTR && addr->n && is_holder(fl, s, in, addr) &&
	    !state_fact(s, val, mapped))
		return NULL;
	return val;
}

/* A parameter that is stored in static storage: a caller's mapping escapes. */
static void keep_static(struct flow *fl, struct state *s,
			const struct ir_insn *in, ex addr, ex val)
{
	static const struct known_effect escape = {
		KNOWN_HANDS_OVER, KNOWN_LOCAL, 1, 0, NULL
	};
	struct use u;

	if (!val->n || !expr_root(val) || expr_root(val)->kind != SYM_PARAM ||
	    !addr->n || !expr_root(addr) ||
	    expr_root(addr)->kind != SYM_GLOBAL)
		return;
	memset(&u, 0, sizeof(u));
	u.kind = USE_EFFECT;
	u.insn = in;
	u.callee = expr_root(addr)->name;
	u.effect = &escape;
	u.addr = val;
	flow_use(fl, s, &u);
}

static bool interp_store(struct flow *fl, struct state *s,
			 const struct ir_insn *in)
{
	ex addr = address(fl, &in->a, in->off);
	ex val = flow_operand(fl, &in->b);
	uint64_t bits = in->bits ? in->bits : in->size * 8;
	struct event e;

	if (!access_event(fl, s, in, addr, in->size, true))
		return false;
	if (in->field && val->n && state_mapping(s, val) &&
	    !state_mapping(s, val)->name)
		name_mapping(s, val, place_name(fl, in));
	memset(&e, 0, sizeof(e));
	e.kind = EVENT_STORE;
	e.flow = fl;
	e.state = s;
	e.insn = in;
	e.loc = in->loc;
	e.addr = addr;
	e.value = val;
	e.field = in->field;
	flow_event(&e);
	keep_static(fl, s, in, addr, val);
	state_store(s, addr, in->bitpos, bits, val, in->field);
	return true;
}

static bool interp_move(struct flow *fl, struct state *s,
			const struct ir_insn *in)
{
	ex to = address(fl, &in->a, in->off);
	ex from = address(fl, &in->b, in->off2);

	if (!access_event(fl, s, in, from, in->size, false) ||
	    !access_event(fl, s, in, to, in->size, true))
		return false;
	state_move(s, to, from, in->size);
	return true;
}

/* Smaller or greater of two: known, or a symbol with what bounds it. */
static ex interp_minmax(struct flow *fl, struct state *s,
			const struct ir_insn *in, ex a, ex b)
{
	bool min = in->op == IR_UMIN || in->op == IR_SMIN;
	struct range ra = state_range(s, a), rb = state_range(s, b), r;
	ex le, v;
	int64_t c;
	int known;
	bool each;

	le = expr_op(fl->es, in->op == IR_UMIN || in->op == IR_UMAX ? IR_ULE :
		     IR_SLE, IR_U1, a, b);
	known = state_decide(s, le);
	if (known >= 0)
		return (known == 1) == min ? a : b;
	/* nothing is below zero that is not signed */
	if (in->op == IR_UMIN && expr_is_const(b, &c) && c == 0)
		return b;
	if (in->op == IR_UMIN && expr_is_const(a, &c) && c == 0)
		return a;
	v = expr_op(fl->es, in->op, in->type, a, b);
	if (v->n != 1)
		return v;
	r = range_join(ra, rb);
	if (in->op == IR_UMIN && (ra.lo >= 0 || rb.lo >= 0)) {
		/* the other may be seen as negative: then it is the greater */
		r.lo = ra.lo < 0 || rb.lo < 0 ? 0 : r.lo;
		r.hi = ra.lo < 0 ? rb.hi : rb.lo < 0 || ra.hi < rb.hi ?
		       ra.hi : rb.hi;
	} else if (min && ra.lo >= 0 && rb.lo >= 0)
		r.hi = ra.hi < rb.hi ? ra.hi : rb.hi;
	else if (!min)
		r.lo = ra.lo > rb.lo ? ra.lo : rb.lo;
	state_fact(s, v, r);
	r = range_all();
	r.hi = min ? 0 : INT64_MAX;
	r.lo = min ? INT64_MIN : 0;
	/* one that is seen as negative is a great one: the smaller is below
	 * the other one all the same
	 */
	each = in->op == IR_SMIN || in->op == IR_SMAX ||
	       (ra.lo >= 0 && rb.lo >= 0);
	if (each || (in->op == IR_UMIN && ra.lo >= 0))
		state_fact(s, expr_sub(fl->es, v, a), r);
	if (each || (in->op == IR_UMIN && rb.lo >= 0))
		state_fact(s, expr_sub(fl->es, v, b), r);
	return v;
}

/* Alignment down to @mask of an address whose offset is within the page. */
static ex interp_mask(struct flow *fl, struct state *s, ex a, int64_t mask)
{
	struct mapping *m = state_mapping(s, a);
	int64_t page = (int64_t)fl->uf->unit->target.page;
	struct range r;
	ex off;

	if (!m || mask != -page)
		return NULL;
	off = expr_sub(fl->es, a, expr_of(fl->es, m->sym));
	r = state_range(s, off);
	if (r.lo >= page || r.hi < 0)
		return NULL;
	/* what is within the page is its base; else it would be a bad mask */
	return r.lo >= 0 && r.hi < page ? expr_of(fl->es, m->sym) : NULL;
}

/* x + 0xfffffff4 in 32 unsigned bits is x - 12: sums do not wrap here. */
static ex signed_addend(struct flow *fl, const struct ir_insn *in, ex b)
{
	unsigned int bits = ir_type_bits(fl->uf->unit, in->type);
	int64_t c;

	if ((in->op != IR_ADD && in->op != IR_SUB) || bits >= 64 || bits < 32 ||
	    !expr_is_const(b, &c) || c < (INT64_C(1) << (bits - 1)))
		return b;
	return expr_const(fl->es, c - (INT64_C(1) << bits));
}

/* Some of the lowest bits, and no others? */
static bool is_low_mask(uint64_t mask)
{
	return ((mask + 1) & mask) == 0;
}

/* x & ~7 is at most x, and not far below. */
static ex rounded_down(struct flow *fl, struct state *s,
		       const struct ir_insn *in, ex a, int64_t mask,
		       struct range r)
{
	ex v = expr_op(fl->es, IR_AND, in->type, a, expr_const(fl->es, mask));
	struct range below = { ~mask * -1, 0, false, false };

	if (v->n != 1)
		return v;
	r.lo &= mask;
	r.nz = r.lo > 0;
	state_fact(s, v, r);
	if (is_low_mask(~(uint64_t)mask))
		state_fact(s, expr_sub(fl->es, v, a), below);
	return v;
}

static ex interp_binary(struct flow *fl, struct state *s,
			const struct ir_insn *in)
{
	ex a = flow_operand(fl, &in->a), b = flow_operand(fl, &in->b), v;
	struct range r;
	int64_t c;

	b = signed_addend(fl, in, b);
	switch (in->op) {
	case IR_UMIN:
	case IR_UMAX:
	case IR_SMIN:
	case IR_SMAX:
		return interp_minmax(fl, s, in, a, b);
	case IR_AND:
		if (!expr_is_const(b, &c))
			break;
		/* ~3 in 32 unsigned bits is the mask of 64 signed ones */
		if (ir_type_bits(fl->uf->unit, in->type) == 32 &&
		    c >= (INT64_C(1) << 31) && c <= UINT32_MAX) {
			c -= INT64_C(1) << 32;
			b = expr_const(fl->es, c);
		}
		v = interp_mask(fl, s, a, c);
		if (v)
			return v;
		r = state_range(s, a);
		if (c >= 0 && is_low_mask((uint64_t)c) && r.lo >= 0 &&
		    r.hi <= c)
			return a;
		if (c < 0 && r.lo >= 0)
			return rounded_down(fl, s, in, a, c, r);
		break;
	case IR_UMOD:
		r = state_range(s, a);
		if (expr_is_const(b, &c) && r.lo >= 0 && r.hi < c)
			return a;
		break;
	default:
		break;
	}
	return expr_op(fl->es, in->op, in->type, a, b);
}

static ex interp_unary(struct flow *fl, struct state *s,
		       const struct ir_insn *in)
{
	ex a = flow_operand(fl, &in->a);
	struct range r, want;

	if (in->op == IR_CAST) {
		r = state_range(s, a);
		want = range_of_type(fl->uf->unit, in->type);
		if (r.lo >= want.lo && r.hi <= want.hi)
			return a;
	}
	return expr_op(fl->es, in->op, in->type, a, NULL);
}

static unsigned int interp_select(struct flow *fl, struct state *s,
				  const struct ir_insn *in,
				  struct flow_out *out)
{
	ex c = flow_operand(fl, &in->c);
	int known = state_decide(s, c);
	unsigned int n = 0;
	struct state *other;

	if (known >= 0) {
		out[0].state = s;
		out[0].result = flow_operand(fl, known ? &in->a : &in->b);
		return 1;
	}
	other = state_copy(s);
	if (state_assume(other, c, true)) {
		out[n].state = other;
		out[n++].result = flow_operand(fl, &in->a);
	}
	if (state_assume(s, c, false)) {
		out[n].state = s;
		out[n++].result = flow_operand(fl, &in->b);
	}
	return n;
}

/* What is computed of constants and addresses of globals, such as the current
 * task or the end of user space, stays the same.
 */
static bool is_constant_asm(const struct ir_insn *in)
{
	unsigned int i;

	for (i = 0; i < in->nargs; i++)
		if (in->args[i].kind == IR_VALUE)
			return false;
	return in->nargs > 1 ||
	       (in->nargs == 1 && in->args[0].kind == IR_GLOBAL);
}

static ex interp_opaque(struct flow *fl, struct state *s,
			const struct ir_insn *in)
{
	uint32_t gen;

	if (is_constant_asm(in))
		return expr_sym(fl->es, SYM_CALL,
				intern_string(fl->uf->names, "opaque"),
				in->nargs, 0,
				flow_operand(fl, &in->args[in->nargs - 1]),
				NULL, in->type);
	gen = flow_generation(fl, s, SYM_CALL, in, 0, in->type);
	return expr_sym(fl->es, SYM_CALL, in, 0, gen, NULL, NULL, in->type);
}

unsigned int flow_interp(struct flow *fl, struct state *s,
			 const struct ir_insn *in, struct flow_out *out)
{
	ex v = NULL;
	unsigned int n = 1, i;

	out[0].state = s;
	switch (ir_op_form(in->op)) {
	case IR_FORM_UNARY:
		v = interp_unary(fl, s, in);
		break;
	case IR_FORM_BINARY:
	case IR_FORM_COMPARE:
		v = interp_binary(fl, s, in);
		break;
	case IR_FORM_SELECT:
		n = interp_select(fl, s, in, out);
		v = n ? out[0].result : NULL;
		break;
	case IR_FORM_PHI:
		v = fl->cur[in->dest];	/* set on the edge */
		break;
	case IR_FORM_LOCAL:
		v = expr_sym(fl->es, SYM_OBJECT, fl->func, in->object, 0, NULL,
			     NULL, IR_PTR);
		expr_name(fl->es, v, fl->func->objects[in->object].name);
		break;
	case IR_FORM_LOAD:
		v = interp_load(fl, s, in);
		n = v != NULL;
		break;
	case IR_FORM_STORE:
		n = interp_store(fl, s, in);
		break;
	case IR_FORM_MOVE:
		n = interp_move(fl, s, in);
		break;
	case IR_FORM_CLEAR:
		state_clear(s, address(fl, &in->a, in->off), in->size);
		break;
	case IR_FORM_OPAQUE:
		v = interp_opaque(fl, s, in);
		break;
	default:
		n = flow_call(fl, s, in, out);
		v = n ? out[0].result : NULL;
		break;
	}
	if (in->dest && n) {
		const char *name = fl->func->vals[in->dest].name;

		out[0].result = v;
		for (i = 0; i < n; i++) {
			if (!out[i].result)
				continue;
			name_mapping(out[i].state, out[i].result, name);
			expr_name(fl->es, out[i].result, name);
		}
	}
	return n;
}
