/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is kept wants to stay with it: its operands, the branches that decide
 * whether it is run, the results and places that it reads.
 */
#include "arena.h"
#include "map.h"
#include "slicer.h"

/* ---- marks ---- */

void slice_mark(struct slicer *s, struct slice_func *f, uint32_t insn,
		unsigned int marks)
{
	struct slice_insn *i = &f->insns[insn];
	struct slice_work w;

	marks |= SLICE_KEPT;
	if ((i->marks & marks) == marks)
		return;
	if (i->callee >= 0 && !(i->marks & SLICE_REAL) && (marks & SLICE_REAL))
		s->funcs[i->callee].calls++;
	i->marks |= (uint8_t)marks;
	s->changed = true;
	w.func = (uint32_t)(f - s->funcs);
	w.insn = insn;
	s->todo = ARENA_GROW(s->arena, s->todo, s->ntodo, &s->cap_todo);
	s->todo[s->ntodo++] = w;
}

/* Does a call of @row only give a result, of which nothing is known? */
static bool row_is_inert(const struct known *row)
{
	unsigned int k;

	for (k = 0; k < row->neffects; k++)
		switch (row->effects[k].what) {
		case KNOWN_PLAIN:
		case KNOWN_INTERNAL:
		case KNOWN_READS:
		case KNOWN_WRITES:
		case KNOWN_SLEEPS:
		case KNOWN_SLEEPS_GFP:
		case KNOWN_FAULTS:
		case KNOWN_FREES:
			break;
		default:
			return false;
		}
	return true;
}

/* Callers look at the result of @f, as @level tells. */
void slice_want_result(struct slicer *s, struct slice_func *f,
		       unsigned int level)
{
	unsigned int k;

	if ((f->result & level) == level)
		return;
	f->result |= level;
	s->changed = true;
	for (k = 0; k < f->n; k++)
		if (f->insns[k].insn->op == IR_RET)
			slice_mark(s, f, k, level);
}

/* What stays of a call whose result is looked at. */
static unsigned int call_level(struct slicer *s, const struct slice_func *f,
			       const struct slice_insn *i, unsigned int level)
{
	if (i->callee >= 0) {
		if (level)
			slice_want_result(s, &s->funcs[i->callee], level);
		return level;
	}
	if (f->values[i->insn->dest] & SLICE_RELEASED)
		return SLICE_FULL;
	return i->row && !row_is_inert(i->row) ? SLICE_FULL : 0;
}

/* Value @o carries a mapping, or leads to where one is held. */
static bool carries(struct slicer *s, const struct slice_func *f,
		    const struct ir_operand *o)
{
	return (slice_value(f, o) & (SLICE_MAPPING | SLICE_RELEASED)) ||
	       slice_class_is(s, slice_class(s, f, o), PLACE_MAPPING);
}

/* Other pointers need only agree with themselves; of numbers it counts where
 * they come from.
 */
static unsigned int level_of(struct slicer *s, const struct slice_func *f,
			     const struct ir_operand *o, unsigned int level)
{
	return !(level & SLICE_FULL) || carries(s, f, o) ? level : SLICE_ASKED;
}

/* Is @in a load of the field that a mapping may be held in? Whether it is NULL
 * tells whether there is one.
 */
static bool loads_holder(const struct slicer *s, const struct ir_insn *in)
{
	unsigned int i;

	if (in->op != IR_LOAD || in->type != IR_PTR)
		return false;
	for (i = 0; i < s->nfields; i++)
		if (known_is_field(s->fields[i], in->field))
			return true;
	return false;
}

/* @o is looked at: by an event (SLICE_FULL), by a branch that has to agree with
 * another (SLICE_ASKED), or by any branch (0).
 */
static void want(struct slicer *s, struct slice_func *f,
		 const struct ir_operand *o, unsigned int level)
{
	const struct slice_insn *i;

	if (o->kind != IR_VALUE)
		return;
	level = level_of(s, f, o, level);
	if (!(f->values[o->value] & SLICE_WANTED))
		s->changed = true;
	f->values[o->value] |= SLICE_WANTED;
	if (!f->def[o->value])
		return;
	i = &f->insns[f->def[o->value] - 1];
	if (i->insn->op == IR_CALL)
		level = call_level(s, f, i, level);
	else if (loads_holder(s, i->insn))
		level |= SLICE_ASKED;
	slice_mark(s, f, f->def[o->value] - 1, level);
}

static void need_block(struct slicer *s, struct slice_func *f, uint32_t b)
{
	uint32_t k;

	if (f->needed[b])
		return;
	f->needed[b] = true;
	if (!f->control)
		f->control = control_new(s->arena, f->f, f->dead);
	for (k = f->control->start[b]; k < f->control->start[b + 1]; k++)
		slice_mark(s, f, f->last[f->control->branch[k]], 0);
}

/* ---- what a kept instruction wants ---- */

/* What a call may change there matters to something that is kept. */
bool slice_change_matters(struct slicer *s, const struct slice_func *f,
			  const struct ir_operand *o)
{
	uint32_t c = slice_class(s, f, o);

	if (slice_class_is(s, c, PLACE_AGAIN))
		return true;
	return f->events && slice_class_is(s, c, PLACE_ASKED) &&
	       slice_class_is(s, c, PLACE_STORED);
}

bool slice_looks_at(const struct slicer *s, const struct slice_insn *i,
		    unsigned int arg)
{
	const struct slice_func *to = &s->funcs[i->callee];

	return arg < to->f->nparams &&
	       (to->values[to->f->params[arg]] & SLICE_WANTED);
}

static void want_args(struct slicer *s, struct slice_func *f,
		      const struct slice_insn *i, unsigned int level)
{
	const struct ir_insn *in = i->insn;
	unsigned int k;

	for (k = 0; k < in->nargs; k++) {
		const struct ir_operand *o = &in->args[k];
		bool wanted = slice_value(f, o) & SLICE_MAPPING;

		if (i->callee >= 0) {
			wanted = wanted || slice_looks_at(s, i, k);
		} else if (!i->row) {
			wanted = wanted || slice_change_matters(s, f, o) ||
				 slice_calls_param(f, i->insn);
		}
		if (wanted ||
		    slice_class_is(s, slice_class(s, f, o), PLACE_MAPPING))
			want(s, f, o, level);
	}
}

static void want_row(struct slicer *s, struct slice_func *f,
		     const struct slice_insn *i)
{
	const struct ir_insn *in = i->insn;
	unsigned int k;

	for (k = 0; k < i->row->neffects; k++) {
		int arg = i->row->effects[k].arg;
		int arg2 = i->row->effects[k].arg2;

		if (arg > 0 && (unsigned int)arg <= in->nargs)
			want(s, f, &in->args[arg - 1], SLICE_FULL);
		if (arg2 > 0 && (unsigned int)arg2 <= in->nargs)
			want(s, f, &in->args[arg2 - 1], SLICE_FULL);
	}
}

void slice_want_call(struct slicer *s, struct slice_func *f,
		     const struct slice_insn *i)
{
	unsigned int level = i->marks & SLICE_FULL ? SLICE_FULL : SLICE_ASKED;

	if (!(i->marks & SLICE_REAL))
		return;
	if (i->insn->a.kind == IR_VALUE)
		want(s, f, &i->insn->a,
		     slice_calls_param(f, i->insn) ? SLICE_ASKED : 0);
	if (i->row)
		want_row(s, f, i);
	if (i->callee >= 0 && i->insn->dest &&
	    (f->values[i->insn->dest] & SLICE_WANTED))
		slice_want_result(s, &s->funcs[i->callee], SLICE_ASKED);
	want_args(s, f, i, level);
}

static void want_phi(struct slicer *s, struct slice_func *f,
		     const struct slice_insn *i, unsigned int level)
{
	unsigned int k;

	for (k = 0; k < i->insn->nargs; k++) {
		uint32_t from = i->insn->from[k];

		if (!f->reached[from])
			continue;
		f->pinned[from] = true;
		need_block(s, f, from);
		if (f->f->blocks[from].nsuccs > 1)
			slice_mark(s, f, f->last[from], 0);
		want(s, f, &i->insn->args[k], level);
	}
}

/* Does another load read the same place as @i, or @i in another round? */
static bool read_again(struct slicer *s, struct slice_func *f,
		       const struct slice_insn *i, struct slice_place p)
{
	uint64_t *at;

	if (!p.class_ || !p.size || f->loop[i->block] || f->calls > 1)
		return true;
	at = map_put(s->readers, map_key_pair(p.class_, (uint32_t)p.off));
	if (!*at)
		*at = (uint64_t)(uintptr_t)i;
	return *at != (uint64_t)(uintptr_t)i;
}

/* Instruction @i reads the place at @o. */
static void want_place(struct slicer *s, struct slice_func *f,
		       const struct slice_insn *i, const struct ir_operand *o,
		       int64_t off, unsigned int level)
{
	struct slice_place p = slice_place_at(s, f, o, off, i->insn->size);
	unsigned int what = level == SLICE_FULL ? PLACE_FULL : PLACE_ASKED;

	want(s, f, o, level);
	/* what a mapped page holds is nothing that we follow */
	if (slice_value(f, o) & SLICE_PAGE)
		return;
	if (level == SLICE_FULL &&
	    (slice_place_is(s, p, PLACE_STORED) || read_again(s, f, i, p)))
		what |= PLACE_AGAIN;
	if (slice_place_note(s, p, what))
		s->changed = true;
}

static void want_term(struct slicer *s, struct slice_func *f,
		      const struct ir_insn *in)
{
	if (in->op != IR_RET)
		want(s, f, &in->a, 0);
	else if (f->result)
		want(s, f, &in->a,
		     f->result & SLICE_FULL ? SLICE_FULL : SLICE_ASKED);
}

static void want_operands(struct slicer *s, struct slice_func *f,
			  const struct slice_insn *i)
{
	const struct ir_insn *in = i->insn;
	unsigned int level =
		i->marks & SLICE_FULL ? SLICE_FULL : i->marks & SLICE_ASKED;

	switch (ir_op_form(in->op)) {
	case IR_FORM_PHI:
		want_phi(s, f, i, level);
		break;
	case IR_FORM_LOAD:
		if (level)
			want_place(s, f, i, &in->a, in->off, level);
		break;
	case IR_FORM_STORE:
		want(s, f, &in->a, i->marks & SLICE_EVENT ? SLICE_FULL : level);
		if (level || in->type == IR_AGG)
			want(s, f, &in->b, level & SLICE_FULL);
		break;
	case IR_FORM_MOVE:
		want(s, f, &in->a, level);
		want_place(s, f, i, &in->b, in->off2, level);
		break;
	case IR_FORM_CALL:
		slice_want_call(s, f, i);
		break;
	case IR_FORM_OPAQUE:
	case IR_FORM_LOCAL:
		break;
	case IR_FORM_TERM:
		want_term(s, f, in);
		break;
	default:
		want(s, f, &in->a, level);
		want(s, f, &in->b, level);
		want(s, f, &in->c, level);
		break;
	}
}

void slice_drain(struct slicer *s)
{
	while (s->ntodo) {
		struct slice_work w = s->todo[--s->ntodo];
		struct slice_func *f = &s->funcs[w.func];

		need_block(s, f, f->insns[w.insn].block);
		want_operands(s, f, &f->insns[w.insn]);
	}
}
