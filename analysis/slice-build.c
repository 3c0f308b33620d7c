/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Making a function of what is kept.
 *
 * A block stays when something in it is kept, when its end decides something,
 * or when a phi tells it from others; all other blocks are stepped over: along
 * their one way on, or to where the ways that a branch offers meet again. Then
 * blocks that only one other leads to are joined to it.
 *
 * Invariants:
 *  1 old blocks are numbered as they were; two more stand for the end of a
 *    path that returns, and of one that does not
 *  2 targets of the new terminators are old blocks that stay, until the blocks
 *    are put in place
 */
#include <string.h>

#include "arena.h"
#include "slicer.h"

struct build {
	const struct slicer *s;
	struct slice_func *f;
	struct arena *arena, *scratch; /* of the unit; freed at the end */
	uint32_t n; /* old blocks and the two ends */
	uint32_t ret, dead; /* the two ends */
	bool *stays, *reached, *joined;
	struct ir_insn **term; /* by old block: the new terminator */
	unsigned int *preds; /* by old block: edges that lead to it */
	uint32_t *after; /* by old block: what is joined to it */
	uint32_t *number; /* by old block: the new one it is in */
};

/* ---- which blocks stay ---- */

/* A branch or return that is kept. */
static bool decides(const struct build *b, uint32_t block)
{
	const struct slice_insn *t = &b->f->insns[b->f->last[block]];

	return t->marks && t->insn->op != IR_GOTO;
}

static void find_staying(struct build *b)
{
	const struct slice_func *f = b->f;
	unsigned int k;
	uint32_t i;

	for (k = 0; k < f->n; k++)
		if (f->insns[k].marks && f->insns[k].insn->op != IR_GOTO)
			b->stays[f->insns[k].block] = true;
	for (i = 1; i < f->f->nblocks; i++)
		b->stays[i] =
			!f->dead[i] && (i == 1 || b->stays[i] || f->pinned[i]);
	b->stays[b->ret] = b->stays[b->dead] = true;
}

/* Where the path goes on from the end of @block, when nothing decides. */
static uint32_t way_on(const struct build *b, uint32_t block)
{
	const struct slice_func *f = b->f;
	const struct ir_insn *t = f->insns[f->last[block]].insn;

	if (t->op == IR_GOTO)
		return t->targets[0];
	if (t->op == IR_UNREACHABLE)
		return b->dead;
	if (t->op == IR_RET || !f->control || !f->control->next[block])
		return b->ret;
	return f->control->next[block];
}

static uint32_t resolve(const struct build *b, uint32_t at)
{
	unsigned int hops = 0;

	while (!b->stays[at]) {
		/* so does an endless loop in which nothing is done */
		if (b->f->dead[at] || hops++ > b->n)
			return b->dead;
		at = way_on(b, at);
	}
	return at;
}

/* ---- terminators ---- */

static struct ir_insn *term_new(struct build *b, enum ir_op op)
{
	struct ir_insn *t = ARENA_NEW(b->arena, struct ir_insn);

	t->op = op;
	return t;
}

static struct ir_insn *goto_new(struct build *b, uint32_t to)
{
	struct ir_insn *t = term_new(b, IR_GOTO);

	t->ntargets = 1;
	t->targets[0] = to;
	return t;
}

/* The terminator @t, whose targets lead to others now. */
static struct ir_insn *redirect(struct build *b, struct ir_insn *t)
{
	uint32_t *to = t->op == IR_ANY ? t->any : t->targets;
	bool same = true;
	unsigned int k;

	for (k = 0; k < t->ntargets; k++) {
		to[k] = resolve(b, to[k]);
		same = same && to[k] == to[0];
	}
	for (k = 0; k < t->ncases; k++) {
		t->cases[k].target = resolve(b, t->cases[k].target);
		same = same && t->cases[k].target == to[0];
	}
	return t->ntargets && same ? goto_new(b, to[0]) : t;
}

static void make_term(struct build *b, uint32_t block)
{
	struct slice_func *f = b->f;
	struct ir_insn *t = f->insns[f->last[block]].insn;

	if (t->op == IR_RET && !f->result)
		memset(&t->a, 0, sizeof(t->a));
	if (decides(b, block))
		b->term[block] = redirect(b, t);
	else if (t->op == IR_RET || t->op == IR_UNREACHABLE)
		b->term[block] = t;
	else
		b->term[block] = goto_new(b, resolve(b, way_on(b, block)));
}

static void make_terms(struct build *b)
{
	uint32_t i;

	for (i = 1; i < b->f->f->nblocks; i++)
		if (b->stays[i])
			make_term(b, i);
	b->term[b->ret] = term_new(b, b->f->result ? IR_UNREACHABLE : IR_RET);
	b->term[b->dead] = term_new(b, IR_UNREACHABLE);
}

/* ---- which blocks are reached, and joined ---- */

static uint32_t *target(struct ir_insn *t, unsigned int k)
{
	if (k >= t->ntargets)
		return &t->cases[k - t->ntargets].target;
	return t->op == IR_ANY ? &t->any[k] : &t->targets[k];
}

static void reach(struct build *b)
{
	uint32_t *todo = ARENA_ARRAY(b->scratch, uint32_t, b->n);
	unsigned int n = 0, k;

	todo[n++] = 1;
	b->reached[1] = true;
	while (n) {
		struct ir_insn *t = b->term[todo[--n]];

		for (k = 0; k < t->ntargets + t->ncases; k++) {
			uint32_t to = *target(t, k);

			b->preds[to]++;
			if (b->reached[to])
				continue;
			b->reached[to] = true;
			todo[n++] = to;
		}
	}
}

/* Blocks that nothing but a goto leads to follow the one with the goto. */
static void join(struct build *b)
{
	uint32_t i, to;

	for (i = 1; i < b->n; i++) {
		if (!b->reached[i] || b->term[i]->op != IR_GOTO)
			continue;
		to = b->term[i]->targets[0];
		if (b->preds[to] != 1 || to == 1)
			continue;
		b->after[i] = to;
		b->joined[to] = true;
	}
}

static uint32_t number_blocks(struct build *b)
{
	uint32_t i, at, n = 1;

	for (i = 1; i < b->n; i++) {
		if (!b->reached[i] || b->joined[i])
			continue;
		for (at = i; at; at = b->after[at])
			b->number[at] = n;
		n++;
	}
	return n;
}

/* ---- instructions ---- */

/* What of "struct.field" names a value. */
static const char *last_part(const char *field)
{
	const char *dot = field ? strrchr(field, '.') : NULL;

	return dot ? dot + 1 : field;
}

static struct ir_insn *make_opaque(struct build *b, const struct ir_insn *old)
{
	struct ir_insn *in = ARENA_NEW(b->arena, struct ir_insn);
	struct ir_val *v = &b->f->f->vals[old->dest];

	in->op = IR_OPAQUE;
	in->type = old->type;
	in->dest = old->dest;
	if (!v->name && old->op == IR_LOAD)
		v->name = last_part(old->field);
	return in;
}

/* Is the value of @o there in what is kept? */
static bool is_kept(const struct slice_func *f, const struct ir_operand *o)
{
	if (o->kind != IR_VALUE)
		return true;
	if (!f->def[o->value])
		return f->values[o->value] & SLICE_WANTED;
	return f->insns[f->def[o->value] - 1].marks != 0;
}

/* Arguments that nothing looks at become 0, and go where they are last. */
static void cut_args(struct build *b, const struct slice_insn *i)
{
	struct ir_insn *in = i->insn;
	unsigned int k, n = 0;

	for (k = 0; k < in->nargs; k++) {
		if (!is_kept(b->f, &in->args[k]))
			in->args[k] = ir_imm(0);
		if (in->args[k].kind != IR_IMM ||
		    (i->callee >= 0 ? slice_looks_at(b->s, i, k) :
				      in->args[k].imm != 0))
			n = k + 1;
	}
	if (n && i->callee < 0 && n < SLICE_ARGS_TOLD)
		n = in->nargs < SLICE_ARGS_TOLD ? in->nargs : SLICE_ARGS_TOLD;
	if (!i->row)
		in->nargs = n;
}

/* Arguments of the blocks that still lead here. */
static struct ir_insn *make_phi(struct build *b, struct ir_insn *in,
				uint32_t block)
{
	struct ir_insn *t;
	unsigned int k, j, n = 0;
	bool leads;

	for (k = 0; k < in->nargs; k++) {
		if (!b->reached[in->from[k]])
			continue;
		t = b->term[in->from[k]];
		for (j = 0, leads = false; j < t->ntargets + t->ncases; j++)
			leads = leads || *target(t, j) == block;
		if (!leads)
			continue;
		in->args[n] = in->args[k];
		in->from[n++] = b->number[in->from[k]];
	}
	in->nargs = n;
	if (n != 1 || !b->joined[block])
		return in;
	in->op = IR_COPY;
	in->a = in->args[0];
	in->nargs = 0;
	return in;
}

static struct ir_insn *make_insn(struct build *b, const struct slice_insn *i)
{
	struct ir_insn *in = i->insn;
	bool full = i->marks & SLICE_REAL;
	unsigned int k;

	if ((in->op == IR_CALL || in->op == IR_LOAD) && !full)
		return in->dest ? make_opaque(b, in) : NULL;
	switch (in->op) {
	case IR_CALL:
		cut_args(b, i);
		break;
	case IR_STORE:
		if (!full && in->type != IR_AGG)
			in->b = ir_imm(0);
		break;
	case IR_PHI:
		return make_phi(b, in, i->block);
	case IR_OPAQUE:
		for (k = 0; k < in->nargs; k++)
			if (in->args[k].kind == IR_VALUE)
				in->nargs = 0;
		break;
	default:
		break;
	}
	return in;
}

static void append(struct build *b, struct ir_block *to, struct ir_insn *in)
{
	to->insns = ARENA_GROW(b->arena, to->insns, to->ninsns, &to->cap);
	to->insns[to->ninsns++] = in;
}

/* What a load from a mapped page reads is not followed; that it reads is. */
static void put_load(struct build *b, struct ir_block *to, struct ir_insn *in)
{
	struct ir_insn *value = make_opaque(b, in);

	in->dest = ir_value_new(b->f->f, in->type, NULL);
	append(b, to, in);
	append(b, to, value);
}

static void put_insn(struct build *b, struct ir_block *to,
		     const struct slice_insn *i)
{
	struct ir_insn *in = i->marks ? make_insn(b, i) : NULL;

	if (!in)
		return;
	if (in->op != IR_LOAD || !(slice_value(b->f, &in->a) & SLICE_PAGE))
		append(b, to, in);
	else if (i->marks & SLICE_EVENT)
		put_load(b, to, in);
	else
		append(b, to, make_opaque(b, in));
}

static void put_block(struct build *b, uint32_t old, struct ir_block *to)
{
	struct slice_func *f = b->f;
	uint32_t k = old < f->f->nblocks ? f->last[old] : 0;

	if (old < f->f->nblocks) {
		while (k && f->insns[k - 1].block == old)
			k--;
		for (; k < f->last[old]; k++)
			put_insn(b, to, &f->insns[k]);
	}
	if (b->after[old])
		return;
	append(b, to, b->term[old]);
}

/* ---- the function ---- */

static void put_blocks(struct build *b, uint32_t n)
{
	struct ir_func *f = b->f->f;
	struct ir_block *blocks = ARENA_ARRAY(b->arena, struct ir_block, n + 1);
	uint32_t i, at;

	for (i = 1; i < b->n; i++) {
		if (!b->reached[i] || b->joined[i])
			continue;
		for (at = i; at; at = b->after[at])
			put_block(b, at, &blocks[b->number[i]]);
	}
	for (i = 1; i < n; i++) {
		struct ir_insn *t = blocks[i].insns[blocks[i].ninsns - 1];
		unsigned int k;

		for (k = 0; k < t->ntargets + t->ncases; k++)
			*target(t, k) = b->number[*target(t, k)];
	}
	f->blocks = blocks;
	f->nblocks = f->cap_blocks = n;
}

static void finish(struct build *b)
{
	struct ir_func *f = b->f->f;
	uint32_t i;

	if (!b->f->result)
		f->ret = IR_VOID;
	for (i = 0; i < f->nvals; i++) {
		f->vals[i].def = NULL;
		f->vals[i].block = 0;
	}
	ir_finish(f);
}

void slice_build(struct slicer *s, struct slice_func *f)
{
	uint32_t nvals = f->f->nvals;
	struct build b;

	memset(&b, 0, sizeof(b));
	b.s = s;
	b.f = f;
	b.arena = s->u->arena;
	b.scratch = arena_new();
	b.ret = f->f->nblocks;
	b.dead = b.ret + 1;
	b.n = b.ret + 2;
	b.stays = ARENA_ARRAY(b.scratch, bool, b.n);
	b.reached = ARENA_ARRAY(b.scratch, bool, b.n);
	b.joined = ARENA_ARRAY(b.scratch, bool, b.n);
	b.term = ARENA_ARRAY(b.scratch, struct ir_insn *, b.n);
	b.preds = ARENA_ARRAY(b.scratch, unsigned int, b.n);
	b.after = ARENA_ARRAY(b.scratch, uint32_t, b.n);
	b.number = ARENA_ARRAY(b.scratch, uint32_t, b.n);
	find_staying(&b);
	make_terms(&b);
	reach(&b);
	join(&b);
	put_blocks(&b, number_blocks(&b));
	slice_tidy(s, f, nvals);
	finish(&b);
	arena_free(b.scratch);
}
