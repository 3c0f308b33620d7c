/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Facts about expressions: ranges, and what a condition says.
 *
 * A fact is kept for an expression without its constant, so x - n <= -1 is
 * the range of x - n. Comparisons come in the normal forms of expr_op(): EQ,
 * SLE, ULE, and one minus these.
 *
 * Invariants:
 *  1 keys have no constant and a first coefficient above zero
 *  2 a key stands at most once
 */
#include <limits.h>
#include <string.h>

#include "arena.h"
#include "state.h"

/* a + k, where the ends stand for infinity */
static int64_t sat_add(int64_t a, int64_t k)
{
	int64_t r;

	if (a == INT64_MIN || a == INT64_MAX)
		return a;
	if (__builtin_add_overflow(a, k, &r))
		return k > 0 ? INT64_MAX : INT64_MIN;
	return r;
}

static int64_t sat_mul(int64_t a, int64_t k)
{
	int64_t r;

	if (__builtin_mul_overflow(a, k, &r))
		return (a > 0) == (k > 0) ? INT64_MAX : INT64_MIN;
	return r;
}

static int64_t sat_sum(int64_t a, int64_t b)
{
	if (a == INT64_MIN || a == INT64_MAX)
		return a;
	return b == INT64_MIN || b == INT64_MAX ? b : sat_add(a, b);
}

static struct range range_scale(struct range r, int64_t k)
{
	struct range s;

	if (k == 1)
		return r;
	s.lo = k < 0 ? sat_mul(r.hi, k) : sat_mul(r.lo, k);
	s.hi = k < 0 ? sat_mul(r.lo, k) : sat_mul(r.hi, k);
	if (r.hi == INT64_MAX || r.lo == INT64_MIN) {
		if ((k < 0 ? r.hi == INT64_MAX : r.lo == INT64_MIN))
			s.lo = INT64_MIN;
		if ((k < 0 ? r.lo == INT64_MIN : r.hi == INT64_MAX))
			s.hi = INT64_MAX;
	}
	s.nz = r.nz;
	s.nerr = false;
	return s;
}

/* One more than the fact's number; 0: there is none. */
static unsigned int fact_search(const struct state *s, ex key)
{
	unsigned int i = s->fact_at[key->id % STATE_HINTS];

	if (!i || (i <= s->nfacts && s->facts[i - 1].key == key))
		return i;
	for (i = 0; i < s->nfacts; i++)
		if (s->facts[i].key == key)
			return i + 1;
	return 0;
}

static struct fact *fact_find(const struct state *s, ex key)
{
	unsigned int at = fact_search(s, key);

	if (!at || (s->deaf && s->facts[at - 1].by == s->asking))
		return NULL;
	return &s->facts[at - 1];
}

static void fact_note(struct state *s, unsigned int i)
{
	s->fact_at[s->facts[i].key->id % STATE_HINTS] =
		(unsigned char)(i < UCHAR_MAX ? i + 1 : UCHAR_MAX);
}

void state_facts_keep(struct state *s, unsigned int n)
{
	unsigned int i;

	s->nfacts = n;
	memset(s->fact_at, 0, sizeof(s->fact_at));
	for (i = 0; i < n; i++)
		fact_note(s, i);
}

/* What follows for x >> c, x / c and x & c from what is known of x. */
static void operation_range(const struct state *s, const struct sym *y,
			    struct range *r)
{
	struct range of = range_all();
	struct range x;
	int64_t c;

	if (y->kind != SYM_OP || !y->x || !y->y ||
	    !expr_is_const(y->y, &c) || c <= 0)
		return;
	if (y->op != IR_LSHR && y->op != IR_UDIV && y->op != IR_AND)
		return;
	x = state_range(s, y->x);
	if (x.lo < 0)
		return;
	of.lo = 0;
	of.hi = x.hi;
	if (y->op == IR_LSHR && c < 63) {
		of.lo = x.lo >> c;
		of.hi = x.hi >> c;
	} else if (y->op == IR_UDIV) {
		of.lo = x.lo / c;
		of.hi = x.hi / c;
	}
	range_meet(r, of);
}

static struct range symbol_range(const struct state *s, uint32_t sym)
{
	const struct sym *y = expr_symbol(s->es, sym);
	struct range r = y->range;
	struct fact *f = fact_find(s, y->self);

	operation_range(s, y, &r);
	if (f)
		range_meet(&r, f->range);
	return r;
}

/* The key of @e: no constant, first coefficient above zero. *@neg: turned. */
static ex key_of(struct exprs *es, ex e, bool *neg)
{
	ex k = expr_base(es, e);

	*neg = k->n && k->t[0].coef < 0;
	return *neg ? expr_scale(es, k, -1) : k;
}

/* What is mapped is a page, however it was computed. */
static bool is_mapped_page(const struct state *s, ex e)
{
	unsigned int i;

	for (i = 0; i < s->nmaps; i++)
		if (s->maps[i].live && s->maps[i].page == e)
			return true;
	return false;
}

/* An object does not lie at the ends of the address space: what is added to the
 * address of something leads to its parts.
 */
static bool is_inside_object(const struct state *s, ex e)
{
	const struct sym *root = expr_root(e);
	uint32_t i;

	if (!root)
		return false;
	if (root->range.nz)
		return true;
	for (i = 0; i < e->n; i++)
		if (e->t[i].coef < 0)
			return false;
	return root->type == IR_PTR && (e->n > 1 || e->c) &&
	       symbol_range(s, root->number).nz;
}

struct range state_range(const struct state *s, ex e)
{
	struct range r = range_const(0), f;
	struct fact *fact;
	bool neg;
	uint32_t i;

	if (!e->n)
		return range_const(e->c);
	if (e->n == 1 && e->t[0].coef == 1) {
		r = symbol_range(s, e->t[0].sym);
	} else {
		r.nz = r.nerr = false;
		for (i = 0; i < e->n; i++) {
			f = range_scale(symbol_range(s, e->t[i].sym),
					e->t[i].coef);
			r.lo = sat_sum(r.lo, f.lo);
			r.hi = sat_sum(r.hi, f.hi);
		}
		fact = fact_find(s, key_of(s->es, e, &neg));
		if (fact)
			range_meet(&r, neg ? range_scale(fact->range, -1) :
				   fact->range);
	}
	if (e->c) {
		r.nz = r.nerr = false;
		r.lo = sat_add(r.lo, e->c);
		r.hi = sat_add(r.hi, e->c);
	}
	if (is_inside_object(s, e) || is_mapped_page(s, e))
		r.nz = r.nerr = true;
	range_settle(&r);
	return r;
}

bool state_fact(struct state *s, ex e, struct range r)
{
	struct range now = state_range(s, e);
	struct fact *f;
	ex key;
	bool neg;

	if (!e->n)
		return range_meet(&now, r);
	if (e->c) {
		r.lo = sat_add(r.lo, -e->c);
		r.hi = sat_add(r.hi, -e->c);
		if (!e->n || e->c)
			r.nz = r.nerr = false;
	}
	key = key_of(s->es, e, &neg);
	if (neg)
		r = range_scale(r, -1);
	now = state_range(s, key);
	if (!range_meet(&now, r))
		return false;
	f = fact_find(s, key);
	if (!f) {
		s->facts = ARENA_GROW(s->arena, s->facts, s->nfacts,
				      &s->cap_facts);
		f = &s->facts[s->nfacts++];
		f->key = key;
		f->by = s->asking;
		fact_note(s, s->nfacts - 1);
	}
	f->range = now;
	return true;
}

struct made {
	const struct ir_insn *by;
	uint32_t gen;
};

static bool is_made_by(void *closure, const struct sym *y, uint32_t number)
{
	const struct made *m = (const struct made *)closure;

	(void)number;
	return y->key == m->by && (y->kind == SYM_HAVOC || y->gen == m->gen);
}

void state_forget(struct state *s, const struct ir_insn *by, uint32_t gen)
{
	struct made m = { by, gen };
	unsigned int i, n = 0;

	for (i = 0; i < s->nfacts; i++)
		if (!expr_any(s->es, s->facts[i].key, is_made_by, &m))
			s->facts[n++] = s->facts[i];
	if (n < s->nfacts)
		state_facts_keep(s, n);
}

static ex before_symbol(void *closure, uint32_t number)
{
	const struct state *s = (const struct state *)closure;
	const struct sym *y = expr_symbol(s->es, number);

	return y->kind == SYM_HAVOC ? y->y : NULL;
}

ex state_before(struct state *s, ex e)
{
	return expr_subst(s->es, e, before_symbol, s);
}

/* ---- conditions ---- */

/* The symbol of a condition of the form k + s or k - s, s being 0 or 1. */
static const struct sym *bool_symbol(const struct state *s, ex e, int64_t *at0,
				     int64_t *at1)
{
	const struct sym *y;

	if (e->n != 1)
		return NULL;
	y = expr_symbol(s->es, e->t[0].sym);
	if (y->kind != SYM_OP || !y->x || !y->y)
		return NULL;
	if (ir_op_form(y->op) != IR_FORM_COMPARE &&
	    !(y->type == IR_U1 && (y->op == IR_AND || y->op == IR_OR)))
		return NULL;
	*at0 = e->c;
	*at1 = e->c + e->t[0].coef;
	return y;
}

static bool is_error_test(ex b, int64_t *c)
{
	return expr_is_const(b, c) && *c < 0 && *c >= ERR_LOW - 1;
}

/* Two addresses in one object compare as their offsets do. */
static bool same_object(ex a, ex b)
{
	return a->n && b->n && expr_root(a) && expr_root(a) == expr_root(b) &&
	       (expr_root(a)->type == IR_PTR || expr_root(a)->range.nz);
}

static int decide_ule(const struct state *s, ex a, ex b)
{
	struct range ra = state_range(s, a), rb = state_range(s, b), d;
	int64_t c;

	if (same_object(a, b)) {
		d = state_range(s, expr_sub(s->es, a, b));
		return d.hi <= 0 ? 1 : d.lo > 0 ? 0 : -1;
	}

	if (is_error_test(b, &c)) {
		if (ra.nerr)
			return 1;
		if (ra.lo > c && ra.hi < 0)
			return 0;
		return ra.lo >= 0 || ra.hi <= c ? 1 : -1;
	}
	if (ra.lo >= 0 && rb.lo >= 0) {
		d = state_range(s, expr_sub(s->es, a, b));
		return d.hi <= 0 ? 1 : d.lo > 0 ? 0 : -1;
	}
	if (ra.hi < 0 && rb.lo >= 0)
		return 0;
	return ra.lo >= 0 && rb.hi < 0 ? 1 : -1;
}

/* What is mapped is no variable, with @d between their addresses. */
static bool is_mapped_and_object(const struct state *s, ex d)
{
	int64_t mapped = 0, object = 0;
	uint32_t i;

	for (i = 0; i < d->n; i++) {
		const struct sym *y = expr_symbol(s->es, d->t[i].sym);

		if (y->kind == SYM_MAP)
			mapped += d->t[i].coef;
		else if (y->kind == SYM_OBJECT || y->kind == SYM_GLOBAL)
			object += d->t[i].coef;
		else if (y->type == IR_PTR)
			return false;
	}
	return object == -mapped && (mapped == 1 || mapped == -1);
}

static int decide_compare(const struct state *s, const struct sym *y)
{
	struct range d;
	ex between;

	if (y->op == IR_ULE)
		return decide_ule(s, y->x, y->y);
	between = expr_sub(s->es, y->x, y->y);
	d = state_range(s, between);
	if (y->op == IR_EQ) {
		if (is_mapped_and_object(s, between))
			return 0;
		if (d.lo > 0 || d.hi < 0 || d.nz)
			return 0;
		return d.lo == 0 && d.hi == 0 ? 1 : -1;
	}
	return d.hi <= 0 ? 1 : d.lo > 0 ? 0 : -1;
}

static int decide_symbol(const struct state *s, const struct sym *y,
			 uint32_t number)
{
	struct fact *f = fact_find(s, expr_of(s->es, number));
	int a, b;

	if (f && f->range.lo == f->range.hi)
		return f->range.lo != 0;
	if (ir_op_form(y->op) == IR_FORM_COMPARE)
		return decide_compare(s, y);
	a = state_decide(s, y->x);
	b = state_decide(s, y->y);
	if (y->op == IR_AND)
		return a == 0 || b == 0 ? 0 : a == 1 && b == 1 ? 1 : -1;
	return a == 1 || b == 1 ? 1 : a == 0 && b == 0 ? 0 : -1;
}

int state_decide(const struct state *s, ex e)
{
	const struct sym *y;
	struct range r;
	int64_t at0, at1;
	int v;

	y = bool_symbol(s, e, &at0, &at1);
	if (y) {
		v = decide_symbol(s, y, e->t[0].sym);
		if (v >= 0)
			return (v ? at1 : at0) != 0;
		if ((at0 != 0) == (at1 != 0))
			return at0 != 0;
		return -1;
	}
	r = state_range(s, e);
	if (r.lo > 0 || r.hi < 0 || r.nz)
		return 1;
	return r.lo == 0 && r.hi == 0 ? 0 : -1;
}

static struct range range_of(int64_t lo, int64_t hi)
{
	struct range r = { lo, hi, false, false };

	return r;
}

/* A number of 64 bits as it came from outside. When another one is below it, it
 * is above zero: nobody counts up to an error code.
 */
static bool is_count(const struct state *s, ex e)
{
	const struct sym *y = expr_is_sym(s->es, e, NULL);

	return y && y->type == IR_U64 &&
	       (y->kind == SYM_PARAM || y->kind == SYM_CELL);
}

static bool assume_ule(struct state *s, ex a, ex b, bool truth)
{
	struct range ra = state_range(s, a), rb = state_range(s, b), r;
	ex d = expr_sub(s->es, a, b);
	int64_t c;

	if (same_object(a, b))
		return state_fact(s, d, truth ? range_of(INT64_MIN, 0) :
				  range_of(1, INT64_MAX));
	if (is_error_test(b, &c)) {
		if (!truth)
			return state_fact(s, a, range_of(c + 1, -1));
		if (c != ERR_LOW - 1)
			return true;
		r = range_all();
		r.nerr = true;
		return state_fact(s, a, r);
	}
	if (truth && rb.lo >= 0)
		return state_fact(s, a, range_of(0, rb.hi)) &&
		       state_fact(s, d, range_of(INT64_MIN, 0));
	if (!truth && rb.lo >= 0 && ra.lo < 0 && is_count(s, a))
		return state_fact(s, d, range_of(1, INT64_MAX));
	if (!truth && ra.lo >= 0)
		return state_fact(s, b, range_of(0, ra.hi)) &&
		       state_fact(s, d, range_of(1, INT64_MAX));
	return true;
}

static bool assume_compare(struct state *s, const struct sym *y, bool truth)
{
	ex d = expr_sub(s->es, y->x, y->y);
	struct range r;

	if (y->op == IR_ULE)
		return assume_ule(s, y->x, y->y, truth);
	if (y->op == IR_SLE)
		return state_fact(s, d, truth ? range_of(INT64_MIN, 0) :
				  range_of(1, INT64_MAX));
	if (truth)
		return state_fact(s, d, range_const(0));
	r = state_range(s, d);
	if (r.lo == 0 && r.lo != r.hi)
		return state_fact(s, d, range_of(1, INT64_MAX));
	if (r.hi == 0 && r.lo != r.hi)
		return state_fact(s, d, range_of(INT64_MIN, -1));
	r = range_all();
	r.nz = true;
	return !d->n ? d->c != 0 : d->c ? true : state_fact(s, d, r);
}

static bool assume_symbol(struct state *s, const struct sym *y, uint32_t number,
			  bool truth)
{
	int v = decide_symbol(s, y, number);

	if (v >= 0)
		return v == truth;
	if (!state_fact(s, expr_of(s->es, number), range_const(truth)))
		return false;
	if (ir_op_form(y->op) == IR_FORM_COMPARE)
		return assume_compare(s, y, truth);
	if ((y->op == IR_AND) == truth)
		return state_assume(s, y->x, truth) &&
		       state_assume(s, y->y, truth);
	/* one side decided: the other one follows */
	v = state_decide(s, y->x);
	if (v == !truth)
		return state_assume(s, y->y, truth);
	v = state_decide(s, y->y);
	return v == !truth ? state_assume(s, y->x, truth) : true;
}

bool state_assume(struct state *s, ex e, bool truth)
{
	const struct sym *y;
	struct range r;
	int64_t at0, at1;
	int v = state_decide(s, e);

	if (v >= 0)
		return v == truth;
	y = bool_symbol(s, e, &at0, &at1);
	if (y)
		return assume_symbol(s, y, e->t[0].sym, (at1 != 0) == truth);
	if (!truth)
		return state_fact(s, e, range_const(0));
	r = range_all();
	r.nz = true;
	if (e->c)
		return true;
	return state_fact(s, e, r);
}

struct state *state_split(struct state *s, ex e, bool truth,
			  struct state **other)
{
	const struct sym *y;
	struct state *second;
	int64_t at0, at1;
	bool t;

	*other = NULL;
	y = state_decide(s, e) < 0 ? bool_symbol(s, e, &at0, &at1) : NULL;
	t = y && (at1 != 0) == truth;
	if (!y || ir_op_form(y->op) == IR_FORM_COMPARE ||
	    (y->op == IR_AND) == t || state_decide(s, y->x) >= 0 ||
	    state_decide(s, y->y) >= 0)
		return state_assume(s, e, truth) ? s : NULL;
	second = state_copy(s);
	if (!state_assume(second, y->x, !t) || !state_assume(second, y->y, t))
		second = NULL;
	*other = second;
	return state_assume(s, y->x, t) && state_assume(s, e, truth) ? s : NULL;
}
