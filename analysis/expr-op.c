/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Operations on symbolic values, folded and brought to one form where that is
 * possible without facts.
 */
#include "expr-table.h"

static int64_t wrap(const struct exprs *es, enum ir_type t, uint64_t v)
{
	unsigned int bits = ir_type_bits(es->unit, t);

	if (bits == 0 || bits >= 64)
		return (int64_t)v;
	if (!ir_type_signed(t) && t != IR_PTR)
		return (int64_t)(v & ((UINT64_C(1) << bits) - 1));
	return (int64_t)(v << (64 - bits)) >> (64 - bits);
}

/* Fold two constants; false when the operation has no value. */
static bool fold(const struct exprs *es, enum ir_op op, enum ir_type type,
		 int64_t a, int64_t b, int64_t *r)
{
	uint64_t x = (uint64_t)a, y = (uint64_t)b, v;

	switch (op) {
	case IR_MUL: v = x * y; break;
	case IR_AND: v = x & y; break;
	case IR_OR: v = x | y; break;
	case IR_XOR: v = x ^ y; break;
	case IR_SHL: v = y < 64 ? x << y : 0; break;
	case IR_LSHR: v = y < 64 ? x >> y : 0; break;
	case IR_ASHR: v = (uint64_t)(a >> (y < 64 ? y : 63)); break;
	case IR_UDIV: if (!y) return false; v = x / y; break;
	case IR_UMOD: if (!y) return false; v = x % y; break;
	case IR_SDIV:
		if (!y || b == -1)
			return false;
		v = (uint64_t)(a / b);
		break;
	case IR_SMOD:
		if (!y || b == -1)
			return false;
		v = (uint64_t)(a % b);
		break;
	case IR_UMIN: v = x < y ? x : y; break;
	case IR_UMAX: v = x > y ? x : y; break;
	case IR_SMIN: v = a < b ? x : y; break;
	case IR_SMAX: v = a > b ? x : y; break;
	default: return false;
	}
	*r = wrap(es, type, v);
	return true;
}

/* Compare two constants in normal form. */
static bool fold_compare(enum ir_op op, int64_t a, int64_t b)
{
	if (op == IR_EQ)
		return a == b;
	return op == IR_SLE ? a <= b : (uint64_t)a <= (uint64_t)b;
}

/* Is @e c + k * s with s a comparison? Then its two values. */
static const struct sym *expr_is_bool(const struct exprs *es, ex e,
				      int64_t *at0, int64_t *at1)
{
	const struct sym *s;

	if (e->n != 1)
		return NULL;
	s = es->syms[e->t[0].sym];
	if (s->kind != SYM_OP || ir_op_form(s->op) != IR_FORM_COMPARE)
		return NULL;
	*at0 = e->c;
	*at1 = e->c + e->t[0].coef;
	return s;
}

static ex expr_not(struct exprs *es, ex e)
{
	return expr_sub(es, expr_const(es, 1), e);
}

static ex compare_normal(struct exprs *es, enum ir_op op, ex a, ex b)
{
	int64_t ca, cb, at0, at1;

	if (a == b)
		return expr_const(es, 1);
	if (expr_is_const(a, &ca) && expr_is_const(b, &cb))
		return expr_const(es, fold_compare(op, ca, cb));
	if (expr_is_const(b, &cb) && expr_is_bool(es, a, &at0, &at1)) {
		bool r0 = fold_compare(op, at0, cb);
		bool r1 = fold_compare(op, at1, cb);
		ex s = expr_of(es, a->t[0].sym);

		if (r0 == r1)
			return expr_const(es, r0);
		return r1 ? s : expr_not(es, s);
	}
	if (op == IR_EQ) {
		/* one form for a == b and b == a: compare the difference */
		ex d = expr_combine(es, a, b, -1);

		if (d && d->n) {
			if (d->t[0].coef < 0)
				d = expr_combine(es, expr_const(es, 0), d, -1);
			if (d && d->c != INT64_MIN) {
				a = expr_addc(es, d, -d->c);
				b = expr_const(es, -d->c);
			}
		} else if (d) {
			return expr_const(es, d->c == 0);
		}
	}
	return expr_op_symbol(es, op, IR_U1, a, b);
}

/* a <= b; with a constant on the left it is !(b <= a - 1). */
static ex compare_unsigned(struct exprs *es, ex a, ex b)
{
	int64_t c;

	if (expr_is_const(a, &c) && c != 0 && !expr_is_const(b, NULL))
		return expr_not(es, compare_normal(es, IR_ULE, b,
				expr_const(es, (int64_t)((uint64_t)c - 1))));
	return compare_normal(es, IR_ULE, a, b);
}

static ex expr_compare(struct exprs *es, enum ir_op op, ex a, ex b)
{
	switch (op) {
	case IR_EQ: return compare_normal(es, IR_EQ, a, b);
	case IR_NE: return expr_not(es, compare_normal(es, IR_EQ, a, b));
	case IR_SLE: return compare_normal(es, IR_SLE, a, b);
	case IR_SGE: return compare_normal(es, IR_SLE, b, a);
	case IR_SGT: return expr_not(es, compare_normal(es, IR_SLE, a, b));
	case IR_SLT: return expr_not(es, compare_normal(es, IR_SLE, b, a));
	case IR_ULE: return compare_unsigned(es, a, b);
	case IR_UGE: return compare_unsigned(es, b, a);
	case IR_UGT: return expr_not(es, compare_unsigned(es, a, b));
	default: return expr_not(es, compare_unsigned(es, b, a));
	}
}

/* What a mask leaves, and what is left modulo a power of two, is the same in
 * all types that are wide enough for it: one symbol.
 */
static bool is_masked(const struct exprs *es, enum ir_op op, enum ir_type type,
		      ex b, int64_t *mask)
{
	if (type == IR_U1 || !expr_is_const(b, mask) || *mask < 0 ||
	    wrap(es, type, (uint64_t)*mask) != *mask)
		return false;
	if (op == IR_AND)
		return true;
	if (op != IR_UMOD || *mask == 0 || (*mask & (*mask - 1)) != 0)
		return false;
	--*mask;
	return true;
}

/* Operations with one constant that are linear or trivial; NULL if not. */
static ex simplify(struct exprs *es, enum ir_op op, ex a, ex b)
{
	int64_t c;

	if (!expr_is_const(b, &c)) {
		if (a == b && (op == IR_AND || op == IR_OR || op == IR_UMIN ||
			       op == IR_UMAX || op == IR_SMIN || op == IR_SMAX))
			return a;
		return a == b && op == IR_XOR ? expr_const(es, 0) : NULL;
	}
	switch (op) {
	case IR_MUL: return expr_combine(es, expr_const(es, 0), a, c);
	case IR_SHL:
		return c >= 0 && c < 62 ? expr_combine(es, expr_const(es, 0), a,
						       INT64_C(1) << c) : NULL;
	case IR_AND: return c == 0 ? b : c == -1 ? a : NULL;
	case IR_OR:
	case IR_XOR:
	case IR_LSHR:
	case IR_ASHR: return c == 0 ? a : NULL;
	case IR_UDIV:
	case IR_SDIV: return c == 1 ? a : NULL;
	default: return NULL;
	}
}

static bool is_commutative(enum ir_op op)
{
	return op == IR_MUL || op == IR_AND || op == IR_OR || op == IR_XOR ||
	       op == IR_UMIN || op == IR_UMAX || op == IR_SMIN || op == IR_SMAX;
}

/* Casts keep the value unless the type is too narrow for what is known. */
static ex expr_cast(struct exprs *es, enum ir_type type, ex a)
{
	struct range want = range_of_type(es->unit, type);
	const struct sym *s;
	int64_t c;

	if (expr_is_const(a, &c))
		return expr_const(es, wrap(es, type, (uint64_t)c));
	if (want.lo == INT64_MIN || ir_type_bits(es->unit, type) >=
	    ir_type_bits(es->unit, IR_PTR))
		return a;
	s = expr_is_sym(es, a, &c);
	if (s && c == 0 && s->range.lo >= want.lo && s->range.hi <= want.hi)
		return a;
	if (type == IR_U32 || type == IR_S32)
		return a;	/* same bits, other sign; sums do not wrap */
	return expr_op_symbol(es, IR_CAST, type, a, NULL);
}

ex expr_op(struct exprs *es, enum ir_op op, enum ir_type type, ex a, ex b)
{
	int64_t ca, cb, r;
	ex e;

	switch (op) {
	case IR_COPY: return a;
	case IR_CAST: return expr_cast(es, type, a);
	case IR_NEG: return expr_scale(es, a, -1);
	case IR_NOT:
		return type == IR_U1 ? expr_not(es, a) :
		       expr_addc(es, expr_scale(es, a, -1), -1);
	case IR_ADD: return expr_add(es, a, b);
	case IR_SUB: return expr_sub(es, a, b);
	default: break;
	}
	if (ir_op_form(op) == IR_FORM_COMPARE)
		return expr_compare(es, op, a, b);
	if (!b)
		return expr_op_symbol(es, op, type, a, NULL);
	if (is_commutative(op) &&
	    (expr_is_const(a, NULL) ||
	     (!expr_is_const(b, NULL) && a->id > b->id))) {
		e = a;
		a = b;
		b = e;
	}
	if (expr_is_const(a, &ca) && expr_is_const(b, &cb) &&
	    fold(es, op, type, ca, cb, &r))
		return expr_const(es, r);
	e = simplify(es, op, a, b);
	if (!e && is_masked(es, op, type, b, &cb))
		e = expr_op_symbol(es, IR_AND, IR_U64, a, expr_const(es, cb));
	return e ? e : expr_op_symbol(es, op, type, a, b);
}

static bool symbol_reaches(const struct exprs *es, const struct sym *y,
			   unsigned int depth);

static bool reaches(const struct exprs *es, ex e, unsigned int depth)
{
	uint32_t t;

	if (!e->n)
		return true;
	for (t = 0; depth && t < e->n; t++)
		if (symbol_reaches(es, expr_symbol(es, e->t[t].sym), depth - 1))
			return true;
	return false;
}

/* A call that is given the page's size as a constant can result in it. */
static bool asks_for_page(const struct exprs *es, const struct ir_insn *call)
{
	unsigned int i;

	for (i = 0; call && call->op == IR_CALL && i < call->nargs; i++)
		if (call->args[i].kind == IR_IMM &&
		    call->args[i].imm == (int64_t)es->unit->target.page)
			return true;
	return false;
}

static bool symbol_reaches(const struct exprs *es, const struct sym *y,
			   unsigned int depth)
{
	switch (y->kind) {
	case SYM_ADVANCE:
	case SYM_PHI:
		return true;
	case SYM_HAVOC:
		return y->y && !y->y->n;
	case SYM_CALL:
		return !y->x &&
		       asks_for_page(es, (const struct ir_insn *)y->key);
	case SYM_OP:
		return y->x && (reaches(es, y->x, depth) ||
				(y->y && reaches(es, y->y, depth)));
	default:
		return false;
	}
}

bool expr_reaches(const struct exprs *es, ex e)
{
	return reaches(es, e, 8);
}
