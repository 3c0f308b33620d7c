/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which values may be addresses of mappings: what the mapping functions
 * return, what is released, and all that is computed of these, forwards through
 * values, places, arguments and results. Neither paths nor order count.
 */
#include "arena.h"
#include "slicer.h"

unsigned int slice_value(const struct slice_func *f, const struct ir_operand *o)
{
	return o->kind == IR_VALUE ? f->values[o->value] : 0;
}

static void mark(struct slicer *s, struct slice_func *f, uint32_t value,
		 unsigned int what)
{
	if (!value || (f->values[value] & what) == what)
		return;
	f->values[value] |= (uint8_t)what;
	s->changed = true;
}

static void place_mapping(struct slicer *s, const struct slice_func *f,
			  const struct ir_insn *in)
{
	if (slice_place_note(s, slice_place_of(s, f, in), PLACE_MAPPING))
		s->changed = true;
}

/* ---- backwards: what is released was mapped ---- */

struct walk {
	struct slicer *s;
	struct slice_func *f;
	uint32_t *todo;
	unsigned int n, cap;
};

static void walk_push(struct walk *w, const struct ir_operand *o)
{
	if (o->kind != IR_VALUE || (w->f->values[o->value] & SLICE_RELEASED))
		return;
	mark(w->s, w->f, o->value, SLICE_OWN | SLICE_RELEASED);
	w->todo = ARENA_GROW(w->s->arena, w->todo, w->n, &w->cap);
	w->todo[w->n++] = o->value;
}

static const struct ir_operand *address_operand(const struct slice_func *f,
						const struct ir_insn *in)
{
	bool a_is = in->a.kind == IR_GLOBAL ||
		    (in->a.kind == IR_VALUE &&
		     f->f->vals[in->a.value].type == IR_PTR);
	bool b_is = in->b.kind == IR_VALUE &&
		    f->f->vals[in->b.value].type == IR_PTR;

	return in->op == IR_ADD && b_is && !a_is ? &in->b : &in->a;
}

static void walk_insn(struct walk *w, const struct ir_insn *in)
{
	unsigned int k;

	switch (in->op) {
	case IR_COPY:
	case IR_CAST:
	case IR_AND:
	case IR_ADD:
	case IR_SUB:
		walk_push(w, address_operand(w->f, in));
		break;
	case IR_SELECT:
		walk_push(w, &in->a);
		walk_push(w, &in->b);
		break;
	case IR_PHI:
		for (k = 0; k < in->nargs; k++)
			walk_push(w, &in->args[k]);
		break;
	case IR_LOAD:
		place_mapping(w->s, w->f, in);
		break;
	default:
		break;
	}
}

/* Address @o is released: so are the values that it is made of. */
static void mark_released(struct slicer *s, struct slice_func *f,
			  const struct ir_operand *o)
{
	struct walk w = { s, f, NULL, 0, 0 };
	uint32_t v;

	walk_push(&w, o);
	while (w.n) {
		v = w.todo[--w.n];
		if (f->def[v])
			walk_insn(&w, f->insns[f->def[v] - 1].insn);
	}
}

/* ---- forwards ---- */

/* The page of a kmap() mapping: where it goes, the mapping can be released. */
static void mark_held(struct slicer *s, struct slice_func *f,
		      const struct ir_insn *in, int arg)
{
	if (arg > 0 && (unsigned int)arg <= in->nargs &&
	    in->args[arg - 1].kind == IR_VALUE)
		mark(s, f, in->args[arg - 1].value, SLICE_HELD);
}

static void result_of_row(struct slicer *s, struct slice_func *f,
			  const struct slice_insn *i)
{
	unsigned int k;

	for (k = 0; k < i->row->neffects; k++) {
		const struct known_effect *e = &i->row->effects[k];

		switch (e->what) {
		case KNOWN_MAPS:
		case KNOWN_MAPS_OR_NULL:
		case KNOWN_MAPS_AT:
		case KNOWN_TAIL:
			if (e->family == KNOWN_KMAP && e->what == KNOWN_MAPS)
				mark_held(s, f, i->insn, e->arg);
			mark(s, f, i->insn->dest, SLICE_OWN | SLICE_PAGE);
			break;
		case KNOWN_RELEASES:
			if (e->family != KNOWN_KMAP && e->arg > 0 &&
			    (unsigned int)e->arg <= i->insn->nargs)
				mark_released(s, f, &i->insn->args[e->arg - 1]);
			break;
		default:
			break;
		}
	}
}

static void result_of_callee(struct slicer *s, struct slice_func *f,
			     const struct slice_insn *i, bool given)
{
	struct slice_func *to = &s->funcs[i->callee];
	unsigned int k, v;
	bool released = (f->values[i->insn->dest] & SLICE_RELEASED) != 0;

	for (k = 0; k < to->n; k++) {
		const struct ir_insn *ret = to->insns[k].insn;

		if (ret->op != IR_RET)
			continue;
		v = slice_value(to, &ret->a);
		if ((v & SLICE_OWN) || ((v & SLICE_GIVEN) && given))
			mark(s, f, i->insn->dest, SLICE_OWN | (v & SLICE_PAGE));
		if (released)
			mark_released(s, to, &ret->a);
	}
}

static void taint_args(struct slicer *s, struct slice_func *f,
		       const struct slice_insn *i, struct slice_func *to,
		       bool *given)
{
	const struct ir_insn *in = i->insn;
	unsigned int k;

	for (k = 0; k < in->nargs && k < to->f->nparams; k++) {
		uint32_t param = to->f->params[k];

		unsigned int v = slice_value(f, &in->args[k]);

		if (v & SLICE_MAPPING) {
			mark(s, to, param, SLICE_GIVEN | (v & SLICE_PAGE));
			*given = true;
		}
		if (to->values[param] & SLICE_RELEASED)
			mark_released(s, f, &in->args[k]);
	}
}

bool slice_calls_param(const struct slice_func *f, const struct ir_insn *in)
{
	return in->op == IR_CALL && in->a.kind == IR_VALUE &&
	       !f->def[in->a.value];
}

static void taint_callee(struct slicer *s, struct slice_func *f,
			 const struct slice_insn *i)
{
	bool given = false;
	unsigned int k;

	/* what a parameter points to can be any function that is passed */
	for (k = 0; slice_calls_param(f, i->insn) && k < s->ncallbacks; k++)
		taint_args(s, f, i, &s->funcs[s->callbacks[k]], &given);
	if (i->callee < 0)
		return;
	taint_args(s, f, i, &s->funcs[i->callee], &given);
	if (i->insn->dest)
		result_of_callee(s, f, i, given);
}

static void taint_insn(struct slicer *s, struct slice_func *f,
		       const struct slice_insn *i)
{
	const struct ir_insn *in = i->insn;
	unsigned int k, v = 0;

	switch (in->op) {
	case IR_SUB:
		if (slice_value(f, &in->b) & SLICE_MAPPING)
			break;
		v = slice_value(f, &in->a);
		break;
	case IR_ADD:
		v = slice_value(f, &in->a) | slice_value(f, &in->b);
		break;
	case IR_COPY:
	case IR_CAST:
	case IR_AND:
		v = slice_value(f, &in->a);
		break;
	case IR_SELECT:
		v = slice_value(f, &in->a) | slice_value(f, &in->b);
		break;
	case IR_PHI:
		for (k = 0; k < in->nargs; k++)
			v |= slice_value(f, &in->args[k]);
		break;
	case IR_LOAD:
		if (slice_place_is(s, slice_place_of(s, f, in), PLACE_MAPPING))
			v = SLICE_OWN;
		break;
	case IR_STORE:
		if (slice_value(f, &in->b) & SLICE_MAPPING)
			place_mapping(s, f, in);
		break;
	case IR_CALL:
		if (i->row)
			result_of_row(s, f, i);
		else
			taint_callee(s, f, i);
		break;
	default:
		break;
	}
	if (in->dest && (v & SLICE_MAPPING))
		mark(s, f, in->dest, v & (SLICE_MAPPING | SLICE_PAGE));
}

void slice_taint(struct slicer *s)
{
	unsigned int k, i;

	do {
		s->changed = false;
		for (k = 0; k < s->nfuncs; k++)
			for (i = 0; i < s->funcs[k].n; i++)
				taint_insn(s, &s->funcs[k],
					   &s->funcs[k].insns[i]);
	} while (s->changed);
}
