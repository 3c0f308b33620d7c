/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tidying up a function that was made of what is kept: copies are looked
 * through, what nothing looks at goes, and so do names and places that no
 * message tells.
 */
#include <string.h>

#include "arena.h"
#include "slicer.h"

struct tidy {
	const struct slicer *s;
	struct slice_func *f;
	uint32_t nvals; /* values below are old */
	struct arena *scratch; /* freed at the end */
	struct ir_insn **copy; /* by value: the copy that defines it */
	unsigned int *uses; /* by value */
	unsigned char *named; /* by value, bits: has to be told of */
};

typedef void (*each_use)(struct tidy *t, struct ir_operand *o);

static void each_operand(struct tidy *t, struct ir_insn *in, each_use note)
{
	unsigned int k;

	note(t, &in->a);
	note(t, &in->b);
	note(t, &in->c);
	for (k = 0; k < in->nargs; k++)
		note(t, &in->args[k]);
}

/* ---- copies ---- */

/* What @o is a copy of. */
static struct ir_operand source(const struct tidy *t, struct ir_operand o)
{
	while (o.kind == IR_VALUE && t->copy[o.value])
		o = t->copy[o.value]->a;
	return o;
}

/* A copy can go unless a name goes with it by which a mapping is known. */
static void find_copy(struct tidy *t, struct ir_insn *in)
{
	struct ir_func *f = t->f->f;
	struct ir_operand from = source(t, in->a);
	const char *name = f->vals[in->dest].name;

	if (from.kind == IR_GLOBAL || in->type == IR_AGG ||
	    (from.kind == IR_VALUE && from.value == in->dest))
		return;
	if (from.kind == IR_VALUE && name && !f->vals[from.value].name)
		f->vals[from.value].name = name;
	else if (from.kind == IR_VALUE && name &&
		 (t->f->values[in->dest] & SLICE_MAPPING) &&
		 strcmp(name, f->vals[from.value].name))
		return;
	t->copy[in->dest] = in;
}

static void use_source(struct tidy *t, struct ir_operand *o)
{
	*o = source(t, *o);
}

/* Let every instruction look at what was copied, not at the copy. */
static void skip_copies(struct tidy *t)
{
	struct ir_func *f = t->f->f;
	unsigned int k;
	uint32_t i;

	t->copy = ARENA_ARRAY(t->scratch, struct ir_insn *, f->nvals);
	for (i = 1; i < f->nblocks; i++)
		for (k = 0; k < f->blocks[i].ninsns; k++)
			if (f->blocks[i].insns[k]->op == IR_COPY)
				find_copy(t, f->blocks[i].insns[k]);
	for (i = 1; i < f->nblocks; i++)
		for (k = 0; k < f->blocks[i].ninsns; k++)
			each_operand(t, f->blocks[i].insns[k], use_source);
}

/* ---- what nothing looks at ---- */

static void use_add(struct tidy *t, struct ir_operand *o)
{
	if (o->kind == IR_VALUE)
		t->uses[o->value]++;
}

static void use_drop(struct tidy *t, struct ir_operand *o)
{
	if (o->kind == IR_VALUE)
		t->uses[o->value]--;
}

/* Can @in go when its result is not used? */
static bool can_go(const struct tidy *t, const struct ir_insn *in)
{
	const struct slice_insn *i;

	if (!in->dest || t->uses[in->dest] || in->op == IR_CALL ||
	    in->dest >= t->nvals)
		return false;
	i = &t->f->insns[t->f->def[in->dest] - 1];
	return !(i->marks & SLICE_EVENT);
}

/* Does the analysis ask whether the unknown function called by @in returns a
 * pointer? It may be the address it was given (call.c).
 */
static bool is_result_told(const struct tidy *t, const struct ir_insn *in)
{
	const struct slice_insn *i = &t->f->insns[t->f->def[in->dest] - 1];

	return in->type == IR_PTR && in->nargs >= SLICE_ARGS_TOLD && !i->row &&
	       i->callee < 0;
}

/* From the end backwards: most uses come after what they use. */
static bool sweep(struct tidy *t, struct ir_block *at)
{
	unsigned int k, n = 0;
	bool gone = false;

	for (k = at->ninsns; k-- > 0;) {
		struct ir_insn *in = at->insns[k];

		if (!can_go(t, in)) {
			if (in->op == IR_CALL && in->dest &&
			    !t->uses[in->dest] &&
			    !(SLICE_MAPPING & t->f->values[in->dest]) &&
			    !is_result_told(t, in)) {
				in->dest = 0;
				in->type = IR_VOID;
			}
			continue;
		}
		each_operand(t, in, use_drop);
		at->insns[k] = NULL;
		gone = true;
	}
	for (k = 0; k < at->ninsns; k++)
		if (at->insns[k])
			at->insns[n++] = at->insns[k];
	at->ninsns = n;
	return gone;
}

static void drop_unused(struct tidy *t)
{
	struct ir_func *f = t->f->f;
	bool gone = true;
	unsigned int k;
	uint32_t i;

	t->uses = ARENA_ARRAY(t->scratch, unsigned int, f->nvals);
	for (i = 1; i < f->nblocks; i++)
		for (k = 0; k < f->blocks[i].ninsns; k++)
			each_operand(t, f->blocks[i].insns[k], use_add);
	while (gone)
		for (gone = false, i = f->nblocks; i-- > 1;)
			gone = sweep(t, &f->blocks[i]) || gone;
}

/* Local objects that are still there, numbered anew. */
static void number_objects(struct tidy *t)
{
	struct ir_func *f = t->f->f;
	uint32_t *number = ARENA_ARRAY(t->scratch, uint32_t, f->nobjects + 1);
	uint32_t n = 1, i;
	unsigned int k;

	for (i = 1; i < f->nblocks; i++)
		for (k = 0; k < f->blocks[i].ninsns; k++)
			if (f->blocks[i].insns[k]->op == IR_LOCAL)
				number[f->blocks[i].insns[k]->object] = 1;
	for (i = 1; i < f->nobjects; i++) {
		if (!number[i])
			continue;
		f->objects[n] = f->objects[i];
		number[i] = n++;
	}
	f->nobjects = n;
	for (i = 1; i < f->nblocks; i++)
		for (k = 0; k < f->blocks[i].ninsns; k++)
			if (f->blocks[i].insns[k]->op == IR_LOCAL)
				f->blocks[i].insns[k]->object =
					number[f->blocks[i].insns[k]->object];
}

/* ---- what only messages need ---- */

/* Is the value told of by its name: an address, or what a branch asks? */
static bool is_named(const struct tidy *t, uint32_t value)
{
	return t->named[value / 8] & (1u << value % 8) ||
	       (value < t->nvals && (t->f->values[value] & SLICE_MAPPING));
}

static void name_operand(struct tidy *t, struct ir_operand *o)
{
	if (o->kind == IR_VALUE)
		t->named[o->value / 8] |= (unsigned char)(1u << o->value % 8);
}

/* Is @in a call of a function that only computes something? */
static bool is_computation(const struct tidy *t, const struct ir_insn *in)
{
	const struct slice_insn *i;

	if (!in->dest || in->dest >= t->nvals || !t->f->def[in->dest])
		return false;
	i = &t->f->insns[t->f->def[in->dest] - 1];
	return i->callee >= 0 && !t->s->funcs[i->callee].acts;
}

/* Does a step of a path, or a finding, stand at @in? Of a function in which
 * nothing happens, only calls are told.
 */
static bool has_place(const struct tidy *t, const struct ir_insn *in)
{
	bool told = t->f->events || t->f->effects;

	switch (ir_op_form(in->op)) {
	case IR_FORM_CALL:
		return !is_computation(t, in);
	case IR_FORM_TERM:
		return told && in->op != IR_GOTO && in->op != IR_UNREACHABLE;
	case IR_FORM_LOAD:
	case IR_FORM_STORE:
	case IR_FORM_MOVE:
	case IR_FORM_CLEAR:
		return in->a.kind != IR_VALUE || in->a.value >= t->nvals ||
		       (slice_value(t->f, &in->a) & SLICE_OWN) ||
		       (slice_value(t->f, &in->b) & SLICE_MAPPING);
	default:
		return false;
	}
}

/* Note the values whose names messages tell. */
static void name_insn(struct tidy *t, struct ir_insn *in)
{
	enum ir_form form = ir_op_form(in->op);

	if (form == IR_FORM_COMPARE || form == IR_FORM_TERM ||
	    (form == IR_FORM_CALL && in->a.kind == IR_GLOBAL &&
	     known_find(t->s->table, in->a.global)))
		each_operand(t, in, name_operand);
	if (form == IR_FORM_LOAD || form == IR_FORM_STORE)
		name_operand(t, &in->a);
}

static void drop_names(struct tidy *t)
{
	struct ir_func *f = t->f->f;
	unsigned int k;
	uint32_t i;

	t->named = ARENA_ARRAY(t->scratch, unsigned char, f->nvals / 8 + 1);
	for (i = 1; i < f->nblocks; i++)
		for (k = 0; k < f->blocks[i].ninsns; k++) {
			struct ir_insn *in = f->blocks[i].insns[k];

			name_insn(t, in);
			if (!has_place(t, in))
				memset(&in->loc, 0, sizeof(in->loc));
		}
	for (i = 1; i < f->nvals; i++)
		if (!is_named(t, i))
			f->vals[i].name = NULL;
}

void slice_tidy(const struct slicer *s, struct slice_func *f, uint32_t nvals)
{
	struct tidy t;

	memset(&t, 0, sizeof(t));
	t.s = s;
	t.f = f;
	t.nvals = nvals;
	t.scratch = arena_new();
	skip_copies(&t);
	drop_unused(&t);
	number_objects(&t);
	drop_names(&t);
	arena_free(t.scratch);
}
