/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading the functions of a record; see doc/format.md.
 */
#include "arena.h"
#include "record-reader.h"

/* ---- instructions ---- */

static struct ir_operand get_other(struct record_reader *r, uint64_t what)
{
	struct ir_operand o = { IR_NONE, 0, 0, NULL };

	if (what == RECORD_LONG_IMM)
		return ir_imm(rec_get_signed(r));
	if (what == RECORD_FORWARD)
		return ir_val((uint32_t)rec_get_max(r, INT32_MAX,
						"a value does not exist") +
			      r->func->nvals);
	if (what != RECORD_NONE)
		rec_bad(r, "an operand of no known kind");
	return o;
}

static struct ir_operand get_operand(struct record_reader *r)
{
	struct ir_operand o = { IR_NONE, 0, 0, NULL };
	uint64_t n = rec_get(r), rest = n >> 2;

	switch ((enum record_operand)(n & 3)) {
	case RECORD_VALUE:
		if (rest + 1 < r->func->nvals)
			return ir_val(r->func->nvals - (uint32_t)rest - 1);
		rec_bad(r, "a value does not exist");
		return o;
	case RECORD_IMM:
		return ir_imm(rec_unzigzag(rest));
	case RECORD_GLOBAL:
		return ir_global(rec_string_at(r, rest));
	case RECORD_OTHER:
		break;
	}
	return get_other(r, rest);
}

static uint32_t get_block(struct record_reader *r)
{
	uint32_t b = rec_get_near(r, r->block, rec_get(r));

	if (b && b <= r->nblocks)
		return b;
	rec_bad(r, "a block does not exist");
	return 0;
}

static void get_args(struct record_reader *r, struct ir_insn *i)
{
	uint32_t n = rec_get_count(r, i->op == IR_PHI ? 2 : 1), from = 0;

	/* no more than is needed: arguments are a good part of all memory */
	i->args = ARENA_ARRAY(r->arena, struct ir_operand, n);
	i->cap_args = n;
	if (i->op == IR_PHI)
		i->from = ARENA_ARRAY(r->arena, uint32_t, n);
	for (; n && !r->error; n--) {
		if (i->op == IR_PHI)
			from = get_block(r);
		ir_arg_new(r->func, i, get_operand(r), from);
	}
}

static void get_cases(struct record_reader *r, struct ir_insn *i)
{
	uint32_t n = rec_get_count(r, 3);
	uint64_t lo, hi = 0;

	for (; n && !r->error; n--) {
		lo = hi + (uint64_t)rec_get_signed(r);
		hi = lo + rec_get(r);
		ir_case_new(r->func, i, (int64_t)lo, (int64_t)hi,
			    get_block(r));
	}
}

static void get_any(struct record_reader *r, struct ir_insn *i)
{
	uint32_t n = rec_get_count(r, 1);

	i->any = ARENA_ARRAY(r->arena, uint32_t, n);
	while (i->ntargets < n && !r->error)
		i->any[i->ntargets++] = get_block(r);
}

static void get_term(struct record_reader *r, struct ir_insn *i)
{
	if (i->op == IR_ANY) {
		get_any(r, i);
		return;
	}
	if (i->op == IR_IF || i->op == IR_SWITCH || i->op == IR_RET)
		i->a = get_operand(r);
	if (i->op == IR_IF || i->op == IR_GOTO || i->op == IR_SWITCH)
		i->targets[i->ntargets++] = get_block(r);
	if (i->op == IR_IF)
		i->targets[i->ntargets++] = get_block(r);
	if (i->op == IR_SWITCH)
		get_cases(r, i);
}

static void get_call(struct record_reader *r, struct ir_insn *i,
		     unsigned int flags)
{
	i->noreturn = flags & RECORD_NORETURN;
	if (flags & RECORD_INDIRECT)
		i->a = get_operand(r);
	else
		i->a = ir_global(rec_get_string(r));
	get_args(r, i);
}

static void get_operands(struct record_reader *r, struct ir_insn *i,
			 unsigned int flags)
{
	switch (ir_op_form(i->op)) {
	case IR_FORM_SELECT:
		i->c = get_operand(r);
		i->a = get_operand(r);
		i->b = get_operand(r);
		break;
	case IR_FORM_BINARY:
	case IR_FORM_COMPARE:
	case IR_FORM_STORE:
	case IR_FORM_MOVE:
		i->a = get_operand(r);
		i->b = get_operand(r);
		break;
	case IR_FORM_UNARY:
	case IR_FORM_LOAD:
	case IR_FORM_CLEAR:
		i->a = get_operand(r);
		break;
	case IR_FORM_CALL:
		get_call(r, i, flags);
		break;
	case IR_FORM_PHI:
	case IR_FORM_OPAQUE:
		get_args(r, i);
		break;
	case IR_FORM_LOCAL:
		i->object = (uint32_t)rec_get_max(r, r->func->nobjects - 1,
					      "an object does not exist");
		break;
	case IR_FORM_TERM:
		get_term(r, i);
		break;
	}
}

/* What follows the operands, as the flags and the operation say. */
static void get_rest(struct record_reader *r, struct ir_insn *i,
		     unsigned int flags)
{
	enum ir_form form = ir_op_form(i->op);
	bool access = form == IR_FORM_LOAD || form == IR_FORM_STORE;

	if (flags & RECORD_OFFSET) {
		i->off = rec_get_signed(r);
		if (form == IR_FORM_MOVE)
			i->off2 = rec_get_signed(r);
	}
	if (access)
		i->size = record_size(r->unit, i->type);
	if (access && flags & RECORD_EXTENT) {
		i->size = rec_get(r);
		i->bits = (uint8_t)rec_get_byte(r);
		if (i->bits)
			i->bitpos = (uint8_t)rec_get_byte(r);
	}
	if (form == IR_FORM_MOVE || form == IR_FORM_CLEAR)
		i->size = rec_get(r);
	if (flags & RECORD_FIELD)
		i->field = rec_get_string(r);
}

static uint16_t get_shape(struct record_reader *r)
{
	unsigned int head = rec_get_byte(r), flags = 0;
	unsigned int op = head & RECORD_OP_MASK;

	if (op >= IR_NOPS) {
		rec_bad(r, "an operation does not exist");
		return 0;
	}
	if (record_has_type((enum ir_op)op))
		flags = rec_get_byte(r);
	rec_get_type(r, flags & RECORD_TYPE_MASK);
	return record_shape(head, flags);
}

void rec_get_shapes(struct record_reader *r)
{
	uint32_t n = rec_get_count(r, 1);

	r->shapes = ARENA_ARRAY(r->arena, uint16_t, n);
	while (r->nshapes < n && !r->error)
		r->shapes[r->nshapes++] = get_shape(r);
}

/* The types that are not written. */
static enum ir_type implied_type(enum ir_op op)
{
	enum ir_form form = ir_op_form(op);

	return form == IR_FORM_COMPARE ? IR_U1 :
	       form == IR_FORM_LOCAL ? IR_PTR : IR_VOID;
}

/* One instruction. Returns whether it ended the block. */
static bool get_insn(struct record_reader *r)
{
	uint64_t n = rec_get(r);
	unsigned int head, flags;
	const char *name = NULL;
	struct ir_insn *i;
	enum ir_op op;

	if (n >= r->nshapes) {
		rec_bad(r, "a shape does not exist");
		return true;
	}
	head = r->shapes[n] & 0xff;
	flags = r->shapes[n] >> 8;
	op = (enum ir_op)(head & RECORD_OP_MASK);
	i = ir_insn_new(r->func, r->block, op);
	i->type = record_has_type(op) ?
		  (enum ir_type)(flags & RECORD_TYPE_MASK) : implied_type(op);
	i->loc = head & RECORD_SAME_LOC ? r->loc : rec_get_loc(r);
	if (head & RECORD_NAMED)
		name = rec_get_string(r);
	get_operands(r, i, flags);
	get_rest(r, i, flags);
	if (record_defines(op, i->type)) {
		i->dest = ir_value_new(r->func, i->type, NULL);
		r->func->vals[i->dest].name = name;
	}
	return ir_op_form(op) == IR_FORM_TERM || r->error;
}

/* ---- functions ---- */

static void get_params(struct record_reader *r)
{
	uint32_t n = rec_get_count(r, 1), v;
	unsigned int type;

	for (; n && !r->error; n--) {
		type = rec_get_byte(r);
		v = ir_param_new(r->func, rec_get_type(r, type & ~RECORD_NAMED),
				 NULL);
		if (type & RECORD_NAMED)
			r->func->vals[v].name = rec_get_string(r);
	}
}

static void get_ignores(struct record_reader *r)
{
	struct ir_func *f = r->func;
	uint32_t n = rec_get_count(r, 2);

	f->ignores = ARENA_ARRAY(r->arena, struct ir_ignore, n);
	for (; f->nignores < n && !r->error; f->nignores++) {
		f->ignores[f->nignores].rule = rec_get_name(r);
		f->ignores[f->nignores].why = rec_get_string(r);
	}
}

static void get_objects(struct record_reader *r)
{
	uint32_t n = rec_get_count(r, 2), o;

	for (; n && !r->error; n--) {
		o = ir_object_new(r->func, NULL, 0);
		r->func->objects[o].name = rec_get_name(r);
		r->func->objects[o].size = rec_get(r);
	}
}

void rec_get_func(struct record_reader *r)
{
	struct ir_func *f;
	unsigned int flags;

	f = r->func = ir_func_new(r->unit, "");
	f->name = rec_get_string(r);
	flags = rec_get_byte(r);
	f->is_static = flags & RECORD_STATIC;
	f->is_inline = flags & RECORD_INLINE;
	f->is_noreturn = flags & RECORD_FUNC_NORETURN;
	f->is_noinstr = flags & RECORD_NOINSTR;
	f->ret = rec_get_type(r, rec_get_byte(r));
	f->loc = rec_get_loc(r);
	get_params(r);
	if (flags & RECORD_IGNORES)
		get_ignores(r);
	if (flags & RECORD_OBJECTS)
		get_objects(r);
	r->nblocks = rec_get_count(r, 1);
	while (f->nblocks <= r->nblocks && !r->error) {
		r->block = ir_block_new(f);
		while (!get_insn(r))
			;
	}
	if (!r->error)
		ir_finish(f);
}
