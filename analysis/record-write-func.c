/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing functions into a record, and the pieces records are made of; see
 * doc/format.md.
 */
#include <string.h>

#include "arena.h"
#include "intern.h"
#include "map.h"
#include "record-writer.h"

/* ---- bytes ---- */

void rec_put_byte(struct record_writer *w, unsigned int byte)
{
	w->bytes = ARENA_GROW(w->scratch, w->bytes, w->n, &w->cap);
	w->bytes[w->n++] = (unsigned char)byte;
}

void rec_put(struct record_writer *w, uint64_t n)
{
	for (; n > 0x7f; n >>= 7)
		rec_put_byte(w, (n & 0x7f) | 0x80);
	rec_put_byte(w, (unsigned int)n);
}

/* Signed numbers: 0, -1, 1, -2, ... become 0, 1, 2, 3, ... */
static uint64_t zigzag(int64_t n)
{
	return (uint64_t)n << 1 ^ (n < 0 ? UINT64_MAX : 0);
}

void rec_put_signed(struct record_writer *w, int64_t n)
{
	rec_put(w, zigzag(n));
}

uint32_t rec_string(struct record_writer *w, const char *s)
{
	uint32_t n = intern_index(w->strings, s ? s : "");

	return w->order ? w->order[n] : n;
}

void rec_put_string(struct record_writer *w, const char *s)
{
	rec_put(w, rec_string(w, s));
}

void rec_put_name(struct record_writer *w, const char *s)
{
	rec_put(w, s ? rec_string(w, s) + (uint64_t)1 : 0);
}

/* 0 for no place; else the difference to the place before. */
void rec_put_loc(struct record_writer *w, const struct ir_loc *loc)
{
	bool same_file = loc->file == w->loc.file;
	uint64_t line;

	if (!loc->file && !loc->line && !loc->col) {
		rec_put(w, 0);
		return;
	}
	line = zigzag((int64_t)loc->line - w->loc.line);
	rec_put(w, (line << 1 | !same_file) + 1);
	if (!same_file)
		rec_put(w, loc->file);
	rec_put_signed(w, (int64_t)loc->col - w->loc.col);
	w->loc = *loc;
}

/* ---- instructions ---- */

static void put_other(struct record_writer *w, enum record_other what)
{
	rec_put(w, (uint64_t)what << 2 | RECORD_OTHER);
}

static void put_operand(struct record_writer *w, const struct ir_operand *o)
{
	uint32_t v;

	switch (o->kind) {
	case IR_NONE:
		put_other(w, RECORD_NONE);
		break;
	case IR_VALUE:
		v = w->number[o->value];
		if (v < w->next) {
			rec_put(w, (uint64_t)(w->next - v - 1) << 2 |
				   RECORD_VALUE);
			break;
		}
		put_other(w, RECORD_FORWARD);
		rec_put(w, v - w->next);
		break;
	case IR_IMM:
		if (zigzag(o->imm) >> 61) {
			put_other(w, RECORD_LONG_IMM);
			rec_put_signed(w, o->imm);
			break;
		}
		rec_put(w, zigzag(o->imm) << 2 | RECORD_IMM);
		break;
	case IR_GLOBAL:
		rec_put(w, (uint64_t)rec_string(w, o->global) << 2 |
			   RECORD_GLOBAL);
		break;
	}
}

static void put_block(struct record_writer *w, uint32_t b)
{
	rec_put_signed(w, (int64_t)b - w->block);
}

static void put_args(struct record_writer *w, const struct ir_insn *i)
{
	unsigned int k;

	rec_put(w, i->nargs);
	for (k = 0; k < i->nargs; k++) {
		if (i->op == IR_PHI)
			put_block(w, i->from[k]);
		put_operand(w, &i->args[k]);
	}
}

static void put_term(struct record_writer *w, const struct ir_insn *i)
{
	const uint32_t *targets = i->op == IR_ANY ? i->any : i->targets;
	int64_t last = 0;
	unsigned int k;

	if (i->op == IR_IF || i->op == IR_SWITCH || i->op == IR_RET)
		put_operand(w, &i->a);
	if (i->op == IR_ANY)
		rec_put(w, i->ntargets);
	for (k = 0; k < i->ntargets; k++)
		put_block(w, targets[k]);
	if (i->op != IR_SWITCH)
		return;
	rec_put(w, i->ncases);
	for (k = 0; k < i->ncases; k++) {
		rec_put_signed(w, (int64_t)((uint64_t)i->cases[k].lo -
					(uint64_t)last));
		rec_put(w, (uint64_t)i->cases[k].hi - (uint64_t)i->cases[k].lo);
		put_block(w, i->cases[k].target);
		last = i->cases[k].hi;
	}
}

static bool has_extent(const struct record_writer *w, const struct ir_insn *i)
{
	return i->bits || i->size != record_size(w->unit, i->type);
}

static unsigned int type_flags(const struct record_writer *w,
			       const struct ir_insn *i)
{
	enum ir_form form = ir_op_form(i->op);
	unsigned int flags = 0;

	if (i->field)
		flags |= RECORD_FIELD;
	if (i->off || i->off2)
		flags |= RECORD_OFFSET;
	if (form == IR_FORM_CALL && i->noreturn)
		flags |= RECORD_NORETURN;
	if (form == IR_FORM_CALL && i->a.kind != IR_GLOBAL)
		flags |= RECORD_INDIRECT;
	if ((form == IR_FORM_LOAD || form == IR_FORM_STORE) &&
	    has_extent(w, i))
		flags |= RECORD_EXTENT;
	return flags;
}

static void put_extent(struct record_writer *w, const struct ir_insn *i)
{
	if (!has_extent(w, i))
		return;
	rec_put(w, i->size);
	rec_put_byte(w, i->bits);
	if (i->bits)
		rec_put_byte(w, i->bitpos);
}

static void put_offset(struct record_writer *w, const struct ir_insn *i)
{
	if (!i->off && !i->off2)
		return;
	rec_put_signed(w, i->off);
	if (i->op == IR_MOVE)
		rec_put_signed(w, i->off2);
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
			rec_put_string(w, i->a.global);
		else
			put_operand(w, &i->a);
		put_args(w, i);
		break;
	case IR_FORM_PHI:
	case IR_FORM_OPAQUE:
		put_args(w, i);
		break;
	case IR_FORM_LOCAL:
		rec_put(w, i->object);
		break;
	case IR_FORM_TERM:
		put_term(w, i);
		break;
	}
}

/* In the first round shapes are counted, in the second one they have places. */
static void put_shape(struct record_writer *w, const struct ir_insn *i,
		      unsigned int head)
{
	unsigned int flags = 0;
	uint64_t *slot;

	if (record_has_type(i->op))
		flags = (unsigned int)i->type | type_flags(w, i);
	slot = map_put(w->shapes, record_shape(head, flags));
	rec_put(w, w->order ? *slot : 0);
	if (w->order)
		return;
	if (!*slot) {
		w->counts = ARENA_GROW(w->scratch, w->counts, w->nshapes,
				       &w->cap_shapes);
		w->counts[w->nshapes].shape = record_shape(head, flags);
		*slot = ++w->nshapes;
	}
	w->counts[*slot - 1].count++;
}

static void put_insn(struct record_writer *w, const struct ir_insn *i)
{
	const char *name = i->dest ? w->func->vals[i->dest].name : NULL;
	enum ir_form form = ir_op_form(i->op);
	bool same = !memcmp(&i->loc, &w->loc, sizeof(i->loc));

	put_shape(w, i, (unsigned int)i->op | (same ? RECORD_SAME_LOC : 0) |
			(name ? RECORD_NAMED : 0));
	if (!same)
		rec_put_loc(w, &i->loc);
	if (name)
		rec_put_string(w, name);
	put_operands(w, i);
	put_offset(w, i);
	if (form == IR_FORM_LOAD || form == IR_FORM_STORE)
		put_extent(w, i);
	if (form == IR_FORM_MOVE || form == IR_FORM_CLEAR)
		rec_put(w, i->size);
	if (i->field)
		rec_put_string(w, i->field);
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

	rec_put(w, w->func->nparams);
	for (k = 0; k < w->func->nparams; k++) {
		v = &w->func->vals[w->func->params[k]];
		rec_put_byte(w, (unsigned int)v->type |
			    (v->name ? RECORD_NAMED : 0));
		if (v->name)
			rec_put_string(w, v->name);
	}
}

static void put_objects(struct record_writer *w)
{
	const struct ir_object *o;
	uint32_t k;

	rec_put(w, w->func->nobjects - 1);
	for (k = 1; k < w->func->nobjects; k++) {
		o = &w->func->objects[k];
		rec_put_name(w, o->name);
		rec_put(w, o->size);
	}
}

static void put_ignores(struct record_writer *w)
{
	const struct ir_ignore *g;
	unsigned int k;

	rec_put(w, w->func->nignores);
	for (k = 0; k < w->func->nignores; k++) {
		g = &w->func->ignores[k];
		rec_put_name(w, g->rule);
		rec_put_string(w, g->why);
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
	rec_put_string(w, f->name);
	rec_put_byte(w, func_flags(f));
	rec_put_byte(w, (unsigned int)f->ret);
	rec_put_loc(w, &f->loc);
	put_params(w);
	if (f->nignores)
		put_ignores(w);
	if (f->nobjects > 1)
		put_objects(w);
	rec_put(w, f->nblocks - 1);
	for (w->block = 1; w->block < f->nblocks; w->block++) {
		b = &f->blocks[w->block];
		for (k = 0; k < b->ninsns; k++)
			put_insn(w, b->insns[k]);
	}
}
