/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Symbolic values: the table of symbols and expressions, sums, and looking into
 * expressions. Operations are in expr-op.c.
 *
 * Invariants:
 *  1 terms are sorted by symbol and have coefficients other than zero
 *  2 an expression has at most MAX_TERMS terms
 *  3 an operation nests at most MAX_DEPTH deep, so recursion is bounded
 */
#include <string.h>

#include "arena.h"
#include "expr-table.h"

#define MAX_TERMS 5
#define MAX_DEPTH 8
#define TABLE_START 1024

static uint64_t mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * 0xff51afd7ed558ccdULL;
	return h ^ (h >> 29);
}

struct exprs *exprs_new(struct arena *arena, const struct ir_unit *unit)
{
	struct exprs *es = ARENA_NEW(arena, struct exprs);

	es->arena = arena;
	es->unit = unit;
	es->sym_slots = es->expr_slots = TABLE_START;
	es->sym_table = ARENA_ARRAY(arena, uint32_t, TABLE_START);
	es->expr_table = ARENA_ARRAY(arena, struct expr *, TABLE_START);
	return es;
}

void *expr_memory(struct exprs *es, const void *from, size_t size)
{
	return arena_dup(es->arena, from, size);
}

struct range range_of_type(const struct ir_unit *u, enum ir_type t)
{
	struct range r = { INT64_MIN, INT64_MAX, false, false };
	unsigned int bits = ir_type_bits(u, t);

	if (t == IR_PTR || bits == 0 || bits >= 64)
		return r;
	if (ir_type_signed(t)) {
		r.lo = -(INT64_C(1) << (bits - 1));
		r.hi = (INT64_C(1) << (bits - 1)) - 1;
	} else {
		r.lo = 0;
		r.hi = (INT64_C(1) << bits) - 1;
	}
	return r;
}

/* ---- expressions ---- */

static uint64_t expr_hash(int64_t c, uint32_t n, const struct term *t)
{
	uint64_t h = mix(n, (uint64_t)c);
	uint32_t i;

	for (i = 0; i < n; i++)
		h = mix(mix(h, t[i].sym), (uint64_t)t[i].coef);
	return h;
}

static bool expr_same(const struct expr *e, int64_t c, uint32_t n,
		      const struct term *t)
{
	uint32_t i;

	if (e->c != c || e->n != n)
		return false;
	for (i = 0; i < n; i++)
		if (e->t[i].sym != t[i].sym || e->t[i].coef != t[i].coef)
			return false;
	return true;
}

static void expr_table_grow(struct exprs *es)
{
	unsigned int old = es->expr_slots, i;
	struct expr **from = es->expr_table;

	es->expr_slots *= 2;
	es->expr_table = ARENA_ARRAY(es->arena, struct expr *, es->expr_slots);
	for (i = 0; i < old; i++) {
		struct expr *e = from[i];
		uint64_t h;

		if (!e)
			continue;
		h = expr_hash(e->c, e->n, e->t);
		while (es->expr_table[h & (es->expr_slots - 1)])
			h++;
		es->expr_table[h & (es->expr_slots - 1)] = e;
	}
}

static bool is_address(const struct sym *s)
{
	return s->type == IR_PTR || s->kind == SYM_MAP ||
	       s->kind == SYM_OBJECT || s->kind == SYM_GLOBAL;
}

/* A difference of addresses, p - q + n, is none. What is scaled is an index. */
static const struct sym *find_root(const struct exprs *es, uint32_t n,
				   const struct term *t)
{
	const struct sym *root = NULL;
	int64_t net = 0;
	uint32_t i;

	for (i = 0; i < n; i++) {
		const struct sym *s = es->syms[t[i].sym];

		if (!is_address(s) || (t[i].coef != 1 && t[i].coef != -1))
			continue;
		net += t[i].coef;
		if (t[i].coef == 1 && !root)
			root = s;
	}
	if (root)
		return net > 0 ? root : NULL;
	return n == 1 && t[0].coef == 1 ? es->syms[t[0].sym] : NULL;
}

enum ir_type expr_type(const struct exprs *es, ex e)
{
	if (e->root)
		return e->root->type;
	return e->n == 1 ? es->syms[e->t[0].sym]->type : IR_U64;
}

static ex expr_make(struct exprs *es, int64_t c, uint32_t n,
		    const struct term *t)
{
	uint64_t h;
	struct expr *e;

	if (es->nexprs * 2 >= es->expr_slots)
		expr_table_grow(es);
	for (h = expr_hash(c, n, t);; h++) {
		e = es->expr_table[h & (es->expr_slots - 1)];
		if (!e)
			break;
		if (expr_same(e, c, n, t))
			return e;
	}
	e = (struct expr *)arena_alloc(es->arena, sizeof(*e) + n * sizeof(*t));
	e->c = c;
	e->n = n;
	e->id = es->nexprs++;
	if (n)
		memcpy(e->t, t, n * sizeof(*t));
	e->root = find_root(es, n, t);
	es->expr_table[h & (es->expr_slots - 1)] = e;
	return e;
}

ex expr_const(struct exprs *es, int64_t c)
{
	return expr_make(es, c, 0, NULL);
}

ex expr_of(struct exprs *es, uint32_t sym)
{
	return es->syms[sym]->self;
}

bool expr_is_const(ex e, int64_t *c)
{
	if (e->n)
		return false;
	if (c)
		*c = e->c;
	return true;
}

const struct sym *expr_is_sym(const struct exprs *es, ex e, int64_t *c)
{
	if (e->n != 1 || e->t[0].coef != 1)
		return NULL;
	if (c)
		*c = e->c;
	return es->syms[e->t[0].sym];
}

/* So large are parts of a sum at most: they can be added, and counted in bits,
 * without an overflow.
 */
static bool is_small(int64_t c)
{
	return c >= -EXPR_MAX_PART && c <= EXPR_MAX_PART;
}

ex expr_base(struct exprs *es, ex a)
{
	return expr_make(es, 0, a->n, a->t);
}

ex expr_combine(struct exprs *es, ex a, ex b, int64_t k)
{
	struct term t[2 * MAX_TERMS];
	uint32_t i = 0, j = 0, n = 0;
	int64_t c, kc;

	if (__builtin_mul_overflow(k, b->c, &kc) ||
	    __builtin_add_overflow(a->c, kc, &c))
		return NULL;
	while (i < a->n || j < b->n) {
		struct term r;

		if (j == b->n || (i < a->n && a->t[i].sym < b->t[j].sym)) {
			r = a->t[i++];
		} else {
			r.sym = b->t[j].sym;
			if (__builtin_mul_overflow(k, b->t[j].coef, &r.coef))
				return NULL;
			if (i < a->n && a->t[i].sym == r.sym &&
			    __builtin_add_overflow(r.coef, a->t[i++].coef,
						   &r.coef))
				return NULL;
			j++;
		}
		if (!is_small(r.coef))
			return NULL;
		if (r.coef)
			t[n++] = r;
	}
	if (n > MAX_TERMS || (n && !is_small(c)))
		return NULL;
	return expr_make(es, c, n, t);
}

/* ---- symbols ---- */

static uint64_t sym_hash(const struct sym *s)
{
	uint64_t h = mix(s->kind * 64 + s->op, s->type);

	h = mix(mix(h, s->id), s->gen);
	h = mix(h, (uint64_t)(uintptr_t)s->key);
	h = mix(h, s->x ? s->x->id + 1 : 0);
	return mix(h, s->y ? s->y->id + 1 : 0);
}

static bool sym_same(const struct sym *a, const struct sym *b)
{
	return a->kind == b->kind && a->op == b->op && a->type == b->type &&
	       a->id == b->id && a->gen == b->gen && a->key == b->key &&
	       a->x == b->x && a->y == b->y;
}

static void sym_table_grow(struct exprs *es)
{
	unsigned int i;

	es->sym_slots *= 2;
	es->sym_table = ARENA_ARRAY(es->arena, uint32_t, es->sym_slots);
	for (i = 0; i < es->nsyms; i++) {
		uint64_t h = sym_hash(es->syms[i]);

		while (es->sym_table[h & (es->sym_slots - 1)])
			h++;
		es->sym_table[h & (es->sym_slots - 1)] = i + 1;
	}
}

static unsigned int expr_depth(const struct exprs *es, ex e)
{
	unsigned int d = 0;
	uint32_t i;

	for (i = 0; e && i < e->n; i++)
		if (es->syms[e->t[i].sym]->depth > d)
			d = es->syms[e->t[i].sym]->depth;
	return d;
}

/* What is always true of a new symbol. */
static struct range sym_range(struct exprs *es, const struct sym *s)
{
	struct range r = range_of_type(es->unit, s->type);
	int64_t c;

	switch (s->kind) {
	case SYM_OBJECT:
	case SYM_GLOBAL:
	case SYM_MAP:
		r.nz = r.nerr = true;
		return r;
	case SYM_ADVANCE:
		r.lo = 0;
		return r;
	case SYM_OP:
		break;
	default:
		return r;
	}
	if (ir_op_form(s->op) == IR_FORM_COMPARE) {
		r.lo = 0;
		r.hi = 1;
	} else if (s->y && expr_is_const(s->y, &c) && c >= 0) {
		if (s->op == IR_AND) {
			r.lo = 0;
			r.hi = c;
		} else if (s->op == IR_UMOD && c > 0) {
			r.lo = 0;
			r.hi = c - 1;
		} else if (s->op == IR_LSHR && c > 0 && c < 64 && r.lo < 0) {
			r.lo = 0;
			r.hi = (int64_t)(UINT64_MAX >> c);
		}
	}
	return r;
}

static uint32_t sym_make(struct exprs *es, const struct sym *want)
{
	struct term self = { es->nsyms, 1 };
	struct sym *s;
	uint64_t h;
	unsigned int d, e;

	if (es->nsyms * 2 >= es->sym_slots)
		sym_table_grow(es);
	for (h = sym_hash(want);; h++) {
		uint32_t at = es->sym_table[h & (es->sym_slots - 1)];

		if (!at)
			break;
		if (sym_same(es->syms[at - 1], want))
			return at - 1;
	}
	s = (struct sym *)arena_dup(es->arena, want, sizeof(*want));
	d = expr_depth(es, s->x);
	e = expr_depth(es, s->y);
	s->depth = (uint8_t)((d > e ? d : e) + 1);
	s->range = sym_range(es, s);
	es->syms = ARENA_GROW(es->arena, es->syms, es->nsyms, &es->cap_syms);
	s->number = es->nsyms;
	es->syms[es->nsyms] = s;
	es->sym_table[h & (es->sym_slots - 1)] = ++es->nsyms;
	s->self = expr_make(es, 0, 1, &self);
	return es->nsyms - 1;
}

ex expr_sym(struct exprs *es, enum sym_kind kind, const void *key, uint32_t id,
	    uint32_t gen, ex x, ex y, enum ir_type type)
{
	struct sym s;

	memset(&s, 0, sizeof(s));
	s.kind = kind;
	s.key = key;
	s.id = id;
	s.gen = gen;
	s.x = x;
	s.y = y;
	s.type = type;
	if (kind == SYM_GLOBAL)
		s.name = (const char *)key;
	return expr_of(es, sym_make(es, &s));
}

uint32_t expr_symbols(const struct exprs *es)
{
	return es->nsyms;
}

const struct sym *expr_symbol(const struct exprs *es, uint32_t sym)
{
	return es->syms[sym];
}

void expr_name(struct exprs *es, ex e, const char *name)
{
	if (name && e->n == 1 && e->t[0].coef == 1 &&
	    !es->syms[e->t[0].sym]->name)
		es->syms[e->t[0].sym]->name = name;
}

ex expr_op_symbol(struct exprs *es, enum ir_op op, enum ir_type type, ex a,
		  ex b)
{
	struct sym s;

	memset(&s, 0, sizeof(s));
	s.kind = SYM_OP;
	s.op = op;
	s.type = type;
	s.x = a;
	s.y = b;
	if (expr_depth(es, a) >= MAX_DEPTH ||
	    (b && expr_depth(es, b) >= MAX_DEPTH)) {
		/* too deep to look into: one symbol for the pair */
		s.x = s.y = NULL;
		s.id = a->id;
		s.gen = b ? b->id + 1 : 0;
	}
	return expr_of(es, sym_make(es, &s));
}

/* ---- sums ---- */

ex expr_add(struct exprs *es, ex a, ex b)
{
	ex r = expr_combine(es, a, b, 1);

	return r ? r : expr_op_symbol(es, IR_ADD, IR_S64, a, b);
}

ex expr_sub(struct exprs *es, ex a, ex b)
{
	ex r = expr_combine(es, a, b, -1);

	return r ? r : expr_op_symbol(es, IR_SUB, IR_S64, a, b);
}

ex expr_addc(struct exprs *es, ex a, int64_t c)
{
	return c ? expr_add(es, a, expr_const(es, c)) : a;
}

ex expr_scale(struct exprs *es, ex a, int64_t k)
{
	ex r = expr_combine(es, expr_const(es, 0), a, k);

	return r ? r : expr_op_symbol(es, IR_MUL, IR_S64, a, expr_const(es, k));
}

/* ---- looking into expressions ---- */

static ex subst_symbol(struct exprs *es, uint32_t sym, expr_map map, void *c)
{
	const struct sym *s = es->syms[sym];
	struct sym n;
	ex r = map(c, sym);

	if (r || s->kind != SYM_OP || !s->x)
		return r;
	n = *s;
	n.x = expr_subst(es, s->x, map, c);
	n.y = s->y ? expr_subst(es, s->y, map, c) : NULL;
	if (n.x == s->x && n.y == s->y)
		return NULL;
	return expr_op(es, s->op, s->type, n.x, n.y);
}

ex expr_subst(struct exprs *es, ex e, expr_map map, void *closure)
{
	ex sum = NULL;
	uint32_t i;

	for (i = 0; i < e->n; i++) {
		ex r = subst_symbol(es, e->t[i].sym, map, closure);

		if (!r && !sum)
			continue;
		if (!sum) {
			sum = expr_make(es, e->c, i, e->t);
			if (!r)
				continue;
		}
		if (!r)
			r = expr_of(es, e->t[i].sym);
		sum = expr_add(es, sum, expr_scale(es, r, e->t[i].coef));
	}
	return sum ? sum : e;
}

bool expr_any(const struct exprs *es, ex e, expr_pred pred, void *closure)
{
	uint32_t i;

	for (i = 0; e && i < e->n; i++) {
		const struct sym *s = es->syms[e->t[i].sym];

		if (pred(closure, s, e->t[i].sym))
			return true;
		if (s->x && expr_any(es, s->x, pred, closure))
			return true;
		if (s->y && expr_any(es, s->y, pred, closure))
			return true;
	}
	return false;
}

bool expr_holds(const struct exprs *es, ex e, uint32_t sym)
{
	uint32_t i;

	for (i = 0; e && i < e->n; i++) {
		const struct sym *s = es->syms[e->t[i].sym];

		if (e->t[i].sym == sym)
			return true;
		if (s->kind == SYM_OP && (expr_holds(es, s->x, sym) ||
					  expr_holds(es, s->y, sym)))
			return true;
		if (s->kind == SYM_HAVOC && expr_holds(es, s->y, sym))
			return true;
	}
	return false;
}
