/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing functions into a record; see doc/format.md.
 */
#include <string.h>

#include "arena.h"
#include "record-writer.h"

/* ---- instructions ---- */

static void put_value(struct record_writer *w, uint32_t v)
{
	if (v < w->next) {
		rec_put(w, RECORD_OPERAND, RECORD_IS_BACK);
		rec_put(w, RECORD_BACK, w->next - v - 1);
	} else {
		rec_put(w, RECORD_OPERAND, RECORD_IS_FORWARD);
		rec_put(w, RECORD_FORWARD, v - w->next);
	}
}

static void put_operand(struct record_writer *w, const struct ir_operand *o)
{
	switch (o->kind) {
	case IR_NONE:
		rec_put(w, RECORD_OPERAND, RECORD_IS_NONE);
		break;
	case IR_VALUE:
		put_value(w, w->number[o->value]);
		break;
	case IR_IMM:
		rec_put(w, RECORD_OPERAND, RECORD_IS_IMM);
		rec_put_signed(w, RECORD_IMM, o->imm);
		break;
	case IR_GLOBAL:
		rec_put(w, RECORD_OPERAND, RECORD_IS_GLOBAL);
		rec_put_string(w, RECORD_SYMBOLS, o->global);
		break;
	}
}

static void put_block(struct record_writer *w, uint32_t b)
{
	rec_put_signed(w, RECORD_BLOCK, (int64_t)b - w->block);
}

static void put_args(struct record_writer *w, const struct ir_insn *i)
{
	unsigned int k;

	rec_put(w, RECORD_ARGS, i->nargs);
	for (k = 0; k < i->nargs; k++) {
		if (i->op == IR_PHI)
			put_block(w, i->from[k]);
		put_operand(w, &i->args[k]);
	}
}

static void put_cases(struct record_writer *w, const struct ir_insn *i)
{
	int64_t last = 0;
	unsigned int k;

	rec_put(w, RECORD_COUNT, i->ncases);
	for (k = 0; k < i->ncases; k++) {
		rec_put_signed(w, RECORD_CASE,
			       (int64_t)((uint64_t)i->cases[k].lo -
					 (uint64_t)last));
		rec_put_wide(w, RECORD_CASE, (uint64_t)i->cases[k].hi -
					     (uint64_t)i->cases[k].lo);
		put_block(w, i->cases[k].target);
		last = i->cases[k].hi;
	}
}

static void put_term(struct record_writer *w, const struct ir_insn *i)
{
	const uint32_t *targets = i->op == IR_ANY ? i->any : i->targets;
	unsigned int k;

	if (i->op == IR_IF || i->op == IR_SWITCH || i->op == IR_RET)
		put_operand(w, &i->a);
	if (i->op == IR_ANY)
		rec_put(w, RECORD_COUNT, i->ntargets);
	for (k = 0; k < i->ntargets; k++)
		put_block(w, targets[k]);
	if (i->op == IR_SWITCH)
		put_cases(w, i);
}

static bool is_access(const struct ir_insn *i)
{
	return ir_op_form(i->op) == IR_FORM_LOAD ||
	       ir_op_form(i->op) == IR_FORM_STORE;
}

static unsigned int insn_flags(const struct record_writer *w,
			       const struct ir_insn *i)
{
	bool call = ir_op_form(i->op) == IR_FORM_CALL;
	unsigned int flags = 0;

	if (i->loc.file || i->loc.line || i->loc.col)
		flags |= RECORD_PLACED;
	if (i->dest && w->func->vals[i->dest].name)
		flags |= RECORD_NAMED;
	if (i->field)
		flags |= RECORD_FIELD;
	if (i->off || i->off2)
		flags |= RECORD_OFFSET;
	if (call && i->noreturn)
		flags |= RECORD_NORETURN;
	if (call && i->a.kind != IR_GLOBAL)
		flags |= RECORD_INDIRECT;
	if (is_access(i) && (i->bits ||
			     i->size != record_size(w->unit, i->type)))
		flags |= RECORD_EXTENT;
	return flags;
}

static void put_operands(struct record_writer *w, const struct ir_insn *i)
{
	switch (ir_op_form(i->op)) {
	case IR_FORM_SELECT:
		put_operand(w, &i->c);
		put_operand(w, &i->a);
		put_operand(w, &i->b);
		break;
	case IR_FORM_BINARY:
	case IR_FORM_COMPARE:
	case IR_FORM_STORE:
	case IR_FORM_MOVE:
		put_operand(w, &i->a);
		put_operand(w, &i->b);
		break;
	case IR_FORM_UNARY:
	case IR_FORM_LOAD:
	case IR_FORM_CLEAR:
		put_operand(w, &i->a);
		break;
	case IR_FORM_CALL:
		if (i->a.kind == IR_GLOBAL)
			rec_put_string(w, RECORD_SYMBOLS, i->a.global);
		else
			put_operand(w, &i->a);
		put_args(w, i);
		break;
	case IR_FORM_PHI:
	case IR_FORM_OPAQUE:
		put_args(w, i);
		break;
	case IR_FORM_LOCAL:
		rec_put(w, RECORD_OBJECT, i->object);
		break;
	case IR_FORM_TERM:
		put_term(w, i);
		break;
	}
}

static void put_rest(struct record_writer *w, const struct ir_insn *i,
		     unsigned int flags)
{
	if (flags & RECORD_OFFSET) {
		rec_put_signed(w, RECORD_OFF, i->off);
		if (i->op == IR_MOVE)
			rec_put_signed(w, RECORD_OFF, i->off2);
	}
	if (is_access(i) && (flags & RECORD_EXTENT)) {
		rec_put_wide(w, RECORD_SIZE, i->size);
		rec_put(w, RECORD_BITS, i->bits);
		if (i->bits)
			rec_put(w, RECORD_BITS, i->bitpos);
	}
	if (i->op == IR_MOVE || i->op == IR_CLEAR)
		rec_put_wide(w, RECORD_SIZE, i->size);
	if (i->field)
		rec_put_string(w, RECORD_FIELDS, i->field);
}

static void put_insn(struct record_writer *w, const struct ir_insn *i)
{
	unsigned int flags = insn_flags(w, i);

	rec_put(w, RECORD_OP, (uint64_t)i->op);
	record_op(&w->context, (unsigned int)i->op);
	if (record_has_type(i->op))
		rec_put(w, RECORD_TYPE, (uint64_t)i->type);
	rec_put(w, RECORD_INSN, flags);
	if (flags & RECORD_PLACED)
		rec_put_loc(w, &i->loc);
	put_operands(w, i);
	if (flags & RECORD_NAMED)
		rec_put_string(w, RECORD_VALUES, w->func->vals[i->dest].name);
	put_rest(w, i, flags);
	if (i->dest)
		w->next++;
}

/* ---- functions ---- */

static void number_values(struct record_writer *w)
{
	const struct ir_func *f = w->func;
	const struct ir_block *b;
	uint32_t next = 1, k;
	unsigned int i;

	w->number = ARENA_ARRAY(w->scratch, uint32_t, f->nvals);
	for (k = 0; k < f->nparams; k++)
		w->number[f->params[k]] = next++;
	w->next = next;
	for (k = 1; k < f->nblocks; k++) {
		b = &f->blocks[k];
		for (i = 0; i < b->ninsns; i++)
			if (b->insns[i]->dest)
				w->number[b->insns[i]->dest] = next++;
	}
}

static void put_params(struct record_writer *w)
{
	const struct ir_val *v;
	unsigned int k;

	rec_put(w, RECORD_PARAMS, w->func->nparams);
	for (k = 0; k < w->func->nparams; k++) {
		v = &w->func->vals[w->func->params[k]];
		rec_put(w, RECORD_TYPE, (uint64_t)v->type << 1 | !v->name);
		if (v->name)
			rec_put_string(w, RECORD_VALUES, v->name);
	}
}

static void put_objects(struct record_writer *w)
{
	const struct ir_object *o;
	uint32_t k;

	rec_put(w, RECORD_COUNT, w->func->nobjects - 1);
	for (k = 1; k < w->func->nobjects; k++) {
		o = &w->func->objects[k];
		rec_put(w, RECORD_FLAGS, o->name != NULL);
		if (o->name)
			rec_put_string(w, RECORD_VALUES, o->name);
		rec_put_wide(w, RECORD_SIZE, o->size);
	}
}

static void put_ignores(struct record_writer *w)
{
	const struct ir_ignore *g;
	unsigned int k;

	rec_put(w, RECORD_COUNT, w->func->nignores);
	for (k = 0; k < w->func->nignores; k++) {
		g = &w->func->ignores[k];
		rec_put(w, RECORD_FLAGS, g->rule != NULL);
		if (g->rule)
			rec_put_string(w, RECORD_TEXTS, g->rule);
		rec_put_string(w, RECORD_TEXTS, g->why);
	}
}

static unsigned int func_flags(const struct ir_func *f)
{
	return (f->is_static ? RECORD_STATIC : 0) |
	       (f->is_inline ? RECORD_INLINE : 0) |
	       (f->is_noreturn ? RECORD_FUNC_NORETURN : 0) |
	       (f->is_noinstr ? RECORD_NOINSTR : 0) |
	       (f->nignores ? RECORD_IGNORES : 0) |
	       (f->nobjects > 1 ? RECORD_OBJECTS : 0);
}

void rec_put_func(struct record_writer *w, const struct ir_func *f)
{
	const struct ir_block *b;
	unsigned int k;

	w->func = f;
	number_values(w);
	record_op(&w->context, RECORD_AT_FUNC);
	rec_put_string(w, RECORD_SYMBOLS, f->name);
	rec_put(w, RECORD_FUNC_FLAGS, func_flags(f));
	rec_put(w, RECORD_TYPE, (uint64_t)f->ret);
	rec_put_loc(w, &f->loc);
	put_params(w);
	if (f->nignores)
		put_ignores(w);
	if (f->nobjects > 1)
		put_objects(w);
	rec_put(w, RECORD_BLOCKS, f->nblocks - 1);
	for (w->block = 1; w->block < f->nblocks; w->block++) {
		b = &f->blocks[w->block];
		for (k = 0; k < b->ninsns; k++)
			put_insn(w, b->insns[k]);
	}
}
