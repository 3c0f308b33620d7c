/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading the functions of a record; see doc/format.md.
 */
#include "arena.h"
#include "record-reader.h"

/* ---- instructions ---- */

static struct ir_operand get_back(struct record_reader *r)
{
	struct ir_operand none = { IR_NONE, 0, 0, NULL };
	uint64_t n = rec_get(r, RECORD_BACK);

	if (n + 1 < r->func->nvals)
		return ir_val(r->func->nvals - (uint32_t)n - 1);
	rec_bad(r, "a value does not exist");
	return none;
}

static struct ir_operand get_operand(struct record_reader *r)
{
	struct ir_operand none = { IR_NONE, 0, 0, NULL };

	switch (rec_get(r, RECORD_OPERAND)) {
	case RECORD_IS_BACK:
		return get_back(r);
	case RECORD_IS_IMM:
		return ir_imm(rec_get_signed(r, RECORD_IMM));
	case RECORD_IS_GLOBAL:
		return ir_global(rec_get_string(r, RECORD_SYMBOLS));
	case RECORD_IS_FORWARD:
		return ir_val((uint32_t)rec_get_max(r, RECORD_FORWARD,
						    INT32_MAX / 2,
						    "a value does not exist") +
			      r->func->nvals);
	case RECORD_IS_NONE:
		return none;
	default:
		rec_bad(r, "an operand of no known kind");
		return none;
	}
}

static uint32_t get_block(struct record_reader *r)
{
	uint32_t b = rec_near(r, r->block, rec_get_signed(r, RECORD_BLOCK));

	if (b && b <= r->nblocks)
		return b;
	rec_bad(r, "a block does not exist");
	return 0;
}

static void get_args(struct record_reader *r, struct ir_insn *i)
{
	uint32_t n = rec_get_count(r, RECORD_ARGS, i->op == IR_PHI ? 2 : 1);
	uint32_t from = 0;

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
	uint32_t n = rec_get_count(r, RECORD_COUNT, 3);
	uint64_t lo, hi = 0;

	for (; n && !r->error; n--) {
		lo = hi + (uint64_t)rec_get_signed(r, RECORD_CASE);
		hi = lo + rec_get_wide(r, RECORD_CASE);
		ir_case_new(r->func, i, (int64_t)lo, (int64_t)hi,
			    get_block(r));
	}
}

static void get_any(struct record_reader *r, struct ir_insn *i)
{
	uint32_t n = rec_get_count(r, RECORD_COUNT, 1);

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
		i->a = ir_global(rec_get_string(r, RECORD_SYMBOLS));
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
		i->object = (uint32_t)rec_get_max(r, RECORD_OBJECT,
						  r->func->nobjects - 1,
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
		i->off = rec_get_signed(r, RECORD_OFF);
		if (form == IR_FORM_MOVE)
			i->off2 = rec_get_signed(r, RECORD_OFF);
	}
	if (access)
		i->size = record_size(r->unit, i->type);
	if (access && flags & RECORD_EXTENT) {
		i->size = rec_get_wide(r, RECORD_SIZE);
		i->bits = (uint8_t)rec_get_max(r, RECORD_BITS, 255,
					       "a bit field is too large");
		if (i->bits)
			i->bitpos = (uint8_t)rec_get_max(r, RECORD_BITS, 255,
						"a bit field is too large");
	}
	if (form == IR_FORM_MOVE || form == IR_FORM_CLEAR)
		i->size = rec_get_wide(r, RECORD_SIZE);
	if (flags & RECORD_FIELD)
		i->field = rec_get_string(r, RECORD_FIELDS);
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
	enum ir_op op = (enum ir_op)rec_get_max(r, RECORD_OP, IR_NOPS - 1,
						"an operation does not exist");
	const char *name = NULL;
	struct ir_insn *i;
	unsigned int flags;

	if (r->error)
		return true;
	i = ir_insn_new(r->func, r->block, op);
	record_op(&r->context, (unsigned int)op);
	i->type = record_has_type(op) ? rec_get_type(r) : implied_type(op);
	flags = (unsigned int)rec_get_max(r, RECORD_INSN, 63,
					  "a flag does not exist");
	if (flags & RECORD_PLACED)
		i->loc = rec_get_loc(r);
	get_operands(r, i, flags);
	if (flags & RECORD_NAMED)
		name = rec_get_string(r, RECORD_VALUES);
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
	uint32_t n = rec_get_count(r, RECORD_PARAMS, 1), v;
	uint64_t type;

	for (; n && !r->error; n--) {
		type = rec_get_max(r, RECORD_TYPE, IR_NTYPES * 2 - 1,
				   "a type does not exist");
		v = ir_param_new(r->func, (enum ir_type)(type >> 1), NULL);
		if (!(type & 1))
			r->func->vals[v].name = rec_get_string(r,
							RECORD_VALUES);
	}
}

static void get_ignores(struct record_reader *r)
{
	struct ir_func *f = r->func;
	uint32_t n = rec_get_count(r, RECORD_COUNT, 2);

	f->ignores = ARENA_ARRAY(r->arena, struct ir_ignore, n);
	for (; f->nignores < n && !r->error; f->nignores++) {
		if (rec_get(r, RECORD_FLAGS))
			f->ignores[f->nignores].rule =
				rec_get_string(r, RECORD_TEXTS);
		f->ignores[f->nignores].why = rec_get_string(r, RECORD_TEXTS);
	}
}

static void get_objects(struct record_reader *r)
{
	uint32_t n = rec_get_count(r, RECORD_COUNT, 2), o;

	for (; n && !r->error; n--) {
		o = ir_object_new(r->func, NULL, 0);
		if (rec_get(r, RECORD_FLAGS))
			r->func->objects[o].name = rec_get_string(r,
							RECORD_VALUES);
		r->func->objects[o].size = rec_get_wide(r, RECORD_SIZE);
	}
}

void rec_get_func(struct record_reader *r)
{
	struct ir_func *f;
	unsigned int flags;

	f = r->func = ir_func_new(r->unit, "");
	record_op(&r->context, RECORD_AT_FUNC);
	f->name = rec_get_string(r, RECORD_SYMBOLS);
	flags = (unsigned int)rec_get(r, RECORD_FUNC_FLAGS);
	f->is_static = flags & RECORD_STATIC;
	f->is_inline = flags & RECORD_INLINE;
	f->is_noreturn = flags & RECORD_FUNC_NORETURN;
	f->is_noinstr = flags & RECORD_NOINSTR;
	f->ret = rec_get_type(r);
	f->loc = rec_get_loc(r);
	get_params(r);
	if (flags & RECORD_IGNORES)
		get_ignores(r);
	if (flags & RECORD_OBJECTS)
		get_objects(r);
	r->nblocks = rec_get_count(r, RECORD_BLOCKS, 1);
	while (f->nblocks <= r->nblocks && !r->error) {
		r->block = ir_block_new(f);
		while (!get_insn(r))
			;
	}
	if (!r->error)
		ir_finish(f);
}
