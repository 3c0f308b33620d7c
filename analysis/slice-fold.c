/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Constants: what the kernel's macros ask of __builtin_constant_p() and of
 * sizes is known by now. Branches that are decided become gotos, and blocks
 * that nothing leads to any more are noted.
 */
#include <string.h>

#include "arena.h"
#include "slicer.h"

struct fold {
	struct slicer *s;
	struct ir_func *f;
	bool *known;			/* by value: it is constant */
	int64_t *value;
	bool *reached;			/* by block */
	bool changed;
};

static int64_t narrow(const struct fold *f, int64_t n, enum ir_type type)
{
	unsigned int bits = ir_type_bits(f->s->u, type);

	if (!bits || bits >= 64)
		return n;
	n = (int64_t)((uint64_t)n << (64 - bits));
	if (ir_type_signed(type))
		return n >> (64 - bits);
	return (int64_t)((uint64_t)n >> (64 - bits));
}

/* The bits of @n as a value of @o's type, sign and all. */
static bool constant(const struct fold *f, const struct ir_operand *o,
		     int64_t *n)
{
	if (o->kind == IR_IMM)
		*n = o->imm;
	else if (o->kind == IR_VALUE && f->known[o->value])
		*n = f->value[o->value];
	else
		return false;
	return true;
}

static bool compare(enum ir_op op, int64_t a, int64_t b, int64_t *r)
{
	uint64_t x = (uint64_t)a, y = (uint64_t)b;

	switch (op) {
	case IR_EQ: *r = a == b; break;
	case IR_NE: *r = a != b; break;
	case IR_ULT: *r = x < y; break;
	case IR_ULE: *r = x <= y; break;
	case IR_UGT: *r = x > y; break;
	case IR_UGE: *r = x >= y; break;
	case IR_SLT: *r = a < b; break;
	case IR_SLE: *r = a <= b; break;
	case IR_SGT: *r = a > b; break;
	case IR_SGE: *r = a >= b; break;
	default: return false;
	}
	return true;
}

/* All arguments from blocks that are reached are one constant. */
static bool phi_constant(const struct fold *f, const struct ir_insn *in,
			 int64_t *r)
{
	bool any = false;
	unsigned int k;
	int64_t n = 0;

	for (k = 0; k < in->nargs; k++) {
		if (!f->reached[in->from[k]])
			continue;
		if (!constant(f, &in->args[k], &n) || (any && n != *r))
			return false;
		*r = n;
		any = true;
	}
	return any;
}

static bool evaluate(const struct fold *f, const struct ir_insn *in,
		     int64_t *r)
{
	int64_t a, b;

	if (in->op == IR_PHI)
		return in->type != IR_AGG && phi_constant(f, in, r);
	if (!constant(f, &in->a, &a))
		return false;
	switch (in->op) {
	case IR_COPY:
	case IR_CAST:
		*r = narrow(f, a, in->type);
		return in->type != IR_AGG;
	case IR_NOT:
		*r = narrow(f, ~a, in->type);
		return true;
	case IR_AND:
		*r = constant(f, &in->b, &b) ? a & b : 0;
		return constant(f, &in->b, &b);
	case IR_OR:
		*r = constant(f, &in->b, &b) ? a | b : 0;
		return constant(f, &in->b, &b);
	default:
		return ir_op_form(in->op) == IR_FORM_COMPARE &&
		       constant(f, &in->b, &b) && compare(in->op, a, b, r);
	}
}

/* Arguments that came over an edge that is gone. */
static void drop_edge(struct fold *f, uint32_t from, uint32_t to)
{
	struct ir_block *b = &f->f->blocks[to];
	unsigned int i, k, n;

	for (i = 0; i < b->ninsns && b->insns[i]->op == IR_PHI; i++) {
		struct ir_insn *phi = b->insns[i];

		for (k = 0, n = 0; k < phi->nargs; k++) {
			if (phi->from[k] == from)
				continue;
			phi->from[n] = phi->from[k];
			phi->args[n++] = phi->args[k];
		}
		phi->nargs = n;
	}
}

static void decide(struct fold *f, uint32_t block, struct ir_insn *t)
{
	uint32_t to, other;
	int64_t n;

	if (t->op != IR_IF || !constant(f, &t->a, &n))
		return;
	to = t->targets[n ? 0 : 1];
	other = t->targets[n ? 1 : 0];
	if (to != other)
		drop_edge(f, block, other);
	t->op = IR_GOTO;
	t->ntargets = 1;
	t->targets[0] = to;
	memset(&t->a, 0, sizeof(t->a));
	f->changed = true;
}

static void fold_block(struct fold *f, uint32_t block)
{
	struct ir_block *b = &f->f->blocks[block];
	unsigned int k;
	int64_t r = 0;

	for (k = 0; k < b->ninsns; k++) {
		struct ir_insn *in = b->insns[k];

		if (in->dest && !f->known[in->dest] && evaluate(f, in, &r)) {
			f->known[in->dest] = f->changed = true;
			f->value[in->dest] = r;
		}
	}
	decide(f, block, b->insns[b->ninsns - 1]);
}

static void find_reached(struct fold *f)
{
	uint32_t *todo = ARENA_ARRAY(f->s->arena, uint32_t, f->f->nblocks);
	unsigned int n = 0, k;

	memset(f->reached, 0, f->f->nblocks * sizeof(*f->reached));
	f->reached[1] = true;
	todo[n++] = 1;
	while (n) {
		const struct ir_block *b = &f->f->blocks[todo[--n]];

		for (k = 0; k < b->nsuccs; k++) {
			if (f->reached[b->succs[k]])
				continue;
			f->reached[b->succs[k]] = true;
			todo[n++] = b->succs[k];
		}
	}
}

/* The truth value that @o, tested against zero, is made of: casts of truth
 * values are what likely() leaves.
 */
static const struct ir_operand *truth(const struct fold *f,
				      const struct ir_operand *o)
{
	const struct ir_insn *def;
	unsigned int hops = 0;

	while (o->kind == IR_VALUE && hops++ < 8) {
		if (f->f->vals[o->value].type == IR_U1)
			return o;
		def = f->f->vals[o->value].def;
		if (!def || (def->op != IR_COPY && def->op != IR_CAST))
			break;
		o = &def->a;
	}
	return NULL;
}

/* "(long)(a < b) != 0" is a copy of "a < b". */
static void simplify(const struct fold *f, struct ir_insn *in)
{
	const struct ir_operand *o;
	bool negated = in->op == IR_EQ;

	if ((in->op != IR_NE && !negated) || in->b.kind != IR_IMM ||
	    in->b.imm)
		return;
	o = truth(f, &in->a);
	if (!o)
		return;
	in->a = *o;
	if (negated)
		return;
	in->op = IR_COPY;
	memset(&in->b, 0, sizeof(in->b));
}

static void put_constant(const struct fold *f, struct ir_operand *o)
{
	if (o->kind == IR_VALUE && f->known[o->value])
		*o = ir_imm(f->value[o->value]);
}

/* A call through a pointer to a function that is known is a call of it. */
static void put_callee(const struct fold *f, struct ir_insn *in)
{
	const struct ir_insn *def;
	unsigned int hops = 0;

	while (in->a.kind == IR_VALUE && hops++ < 8) {
		def = f->f->vals[in->a.value].def;
		if (!def || (def->op != IR_COPY && def->op != IR_CAST) ||
		    def->a.kind == IR_IMM)
			return;
		if (def->a.kind == IR_GLOBAL)
			in->field = NULL;
		in->a = def->a;
	}
}

static void put_constants(struct fold *f)
{
	uint32_t b;
	unsigned int i, k;

	for (b = 1; b < f->f->nblocks; b++)
		for (i = 0; i < f->f->blocks[b].ninsns; i++) {
			struct ir_insn *in = f->f->blocks[b].insns[i];

			if (in->op == IR_CALL)
				put_callee(f, in);
			else
				put_constant(f, &in->a);
			put_constant(f, &in->b);
			put_constant(f, &in->c);
			for (k = 0; k < in->nargs; k++)
				put_constant(f, &in->args[k]);
			simplify(f, in);
		}
}

#define MAX_ROUNDS 8

bool *slice_fold(struct slicer *s, struct ir_func *func)
{
	struct fold f;
	unsigned int rounds = 0;
	uint32_t b;

	memset(&f, 0, sizeof(f));
	f.s = s;
	f.f = func;
	f.known = ARENA_ARRAY(s->arena, bool, func->nvals);
	f.value = ARENA_ARRAY(s->arena, int64_t, func->nvals);
	f.reached = ARENA_ARRAY(s->arena, bool, func->nblocks);
	do {
		f.changed = false;
		find_reached(&f);
		for (b = 1; b < func->nblocks; b++)
			if (f.reached[b])
				fold_block(&f, b);
		if (f.changed)
			ir_finish(func);
	} while (f.changed && ++rounds < MAX_ROUNDS);
	find_reached(&f);
	put_constants(&f);
	return f.reached;
}
