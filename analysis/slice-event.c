/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the rules look at: calls that map, release or need that nothing is
 * mapped, accesses to what is mapped, addresses that are passed on or stored.
 * And which functions are concerned: those with events, their callers if their
 * mappings may be meant, and all that these call.
 */
#include <string.h>

#include "arena.h"
#include "slicer.h"

/* ---- which functions are concerned ---- */

static bool has_atomic(const struct known *row)
{
	unsigned int k;

	for (k = 0; k < row->neffects; k++)
		if (row->effects[k].what == KNOWN_FAULTS_OFF ||
		    (known_is_mapping(row) &&
		     known_family_atomic(row->effects[k].family)))
			return true;
	return false;
}

/* What holds for @f holds for what it calls. Returns whether that is news. */
static bool spread_to(const struct slice_func *f, struct slice_func *to)
{
	if ((!f->live || to->live) && (!f->atomic || to->atomic))
		return false;
	to->live = to->live || f->live;
	to->atomic = to->atomic || f->atomic;
	return true;
}

/* All that is called, or whose address is taken, may be run. */
static void spread(struct slicer *s)
{
	bool again = true;
	unsigned int k, i;

	while (again)
		for (again = false, k = 0; k < s->nfuncs; k++) {
			const struct slice_func *f = &s->funcs[k];

			for (i = 0; i < f->n; i++)
				if (f->insns[i].callee >= 0 &&
				    spread_to(f, &s->funcs[f->insns[i].callee]))
					again = true;
			for (i = 0; i < f->nrefs; i++)
				if (spread_to(f, &s->funcs[f->refs[i]]))
					again = true;
		}
}

/* ---- effects on the callers' mappings ---- */

static bool row_has_effects(const struct known *row)
{
	unsigned int k;

	for (k = 0; k < row->neffects; k++) {
		const struct known_effect *e = &row->effects[k];

		if (e->what == KNOWN_FAULTS_OFF || e->what == KNOWN_FAULTS_ON ||
		    e->what == KNOWN_HOLDS || e->what == KNOWN_DROPS ||
		    (known_is_mapping(row) && e->family == KNOWN_KMAP))
			return true;
	}
	return false;
}

static bool insn_has_effects(const struct slice_func *f,
			     const struct slice_insn *i)
{
	const struct ir_insn *in = i->insn;

	switch (in->op) {
	case IR_RET:
		return slice_value(f, &in->a) & SLICE_OWN;
	case IR_STORE:
		return (slice_value(f, &in->b) & SLICE_MAPPING) &&
		       !slice_is_local(f, &in->a);
	case IR_LOAD:
		return (f->values[in->dest] & SLICE_RELEASED) &&
		       !slice_is_local(f, &in->a);
	case IR_CALL:
		return i->row && row_has_effects(i->row);
	default:
		return false;
	}
}

/* Can what the callee does to its caller's mappings be seen by our own? */
static bool passes_effects(struct slicer *s, const struct slice_func *f,
			   const struct slice_insn *i)
{
	const struct ir_insn *in = i->insn;
	unsigned int k;

	for (k = 0; k < in->nargs; k++) {
		const struct ir_operand *o = &in->args[k];

		if (o->kind == IR_IMM || slice_is_local(f, o))
			continue;
		if ((slice_value(f, o) & SLICE_MAPPING) ||
		    slice_class_is(s, slice_class(s, f, o), PLACE_MAPPING))
			return true;
	}
	return !in->nargs || s->funcs[i->callee].maps;
}

static void find_effects(struct slicer *s)
{
	bool again = true;
	unsigned int k, i;

	for (k = 0; k < s->nfuncs; k++) {
		struct slice_func *f = &s->funcs[k];

		for (i = 0; i < f->n; i++)
			f->effects =
				f->effects || insn_has_effects(f, &f->insns[i]);
		for (i = 0; i < f->f->nparams; i++)
			f->effects = f->effects || (SLICE_RELEASED &
						    f->values[f->f->params[i]]);
	}
	while (again)
		for (again = false, k = 0; k < s->nfuncs; k++) {
			struct slice_func *f = &s->funcs[k];

			for (i = 0; i < f->n; i++) {
				if (f->insns[i].callee < 0 ||
				    !s->funcs[f->insns[i].callee].effects)
					continue;
				f->live = true;
				if (f->effects ||
				    !passes_effects(s, f, &f->insns[i]))
					continue;
				f->effects = again = true;
			}
		}
}

/* ---- events ---- */

static bool has_arg(struct slicer *s, struct slice_func *f,
		    const struct ir_insn *in, int arg, bool places)
{
	const struct ir_operand *o;

	if (arg < 1 || (unsigned int)arg > in->nargs)
		return false;
	o = &in->args[arg - 1];
	return (slice_value(f, o) & SLICE_MAPPING) ||
	       (places &&
		slice_class_is(s, slice_class(s, f, o), PLACE_MAPPING));
}

static bool effect_is_event(struct slicer *s, struct slice_func *f,
			    const struct ir_insn *in,
			    const struct known_effect *e)
{
	switch (e->what) {
	case KNOWN_MAPS:
	case KNOWN_MAPS_OR_NULL:
	case KNOWN_MAPS_AT:
	case KNOWN_RELEASES:
	case KNOWN_HOLDS:
	case KNOWN_DROPS:
	case KNOWN_TAIL:
	case KNOWN_WITHIN:
	case KNOWN_PAGE_ADDRESS:
	case KNOWN_FAULTS_OFF:
	case KNOWN_FAULTS_ON:
		return true;
	case KNOWN_STOPS:
		return !in->noreturn; /* else the block's end says it */
	case KNOWN_SLEEPS:
	case KNOWN_SLEEPS_GFP:
	case KNOWN_FAULTS:
		return f->atomic;
	case KNOWN_TRANSIENT:
		return f->live;
	case KNOWN_LINEAR:
	case KNOWN_READS:
	case KNOWN_WRITES:
	case KNOWN_TO_PAGE:
		return has_arg(s, f, in, e->arg, false);
	case KNOWN_HANDS_OVER:
	case KNOWN_FREES:
	case KNOWN_ADVANCES:
		return has_arg(s, f, in, e->arg, true);
	default:
		return false;
	}
}

static bool call_is_event(struct slicer *s, struct slice_func *f,
			  const struct slice_insn *i)
{
	const struct ir_insn *in = i->insn;
	unsigned int k;

	for (k = 0; i->row && k < i->row->neffects; k++)
		if (effect_is_event(s, f, in, &i->row->effects[k]))
			return true;
	for (k = 0; k < in->nargs; k++) {
		const struct ir_operand *o = &in->args[k];

		if (slice_value(f, o) & SLICE_OWN)
			return true;
		if (!i->row &&
		    ((slice_value(f, o) & SLICE_HELD) ||
		     slice_class_is(s, slice_class(s, f, o), PLACE_MAPPING)))
			return true;
	}
	/* it may be one of ours that maps, or sleeps */
	if (slice_calls_param(f, in) && (s->ncallbacks || s->passes))
		return true;
	/* what another unit's function does matters in an atomic region */
	return f->atomic && f->maps && !i->row && i->callee < 0;
}

/* The marks of an instruction that the rules look at, or 0. */
static unsigned int event_marks(struct slicer *s, struct slice_func *f,
				const struct slice_insn *i)
{
	const struct ir_insn *in = i->insn;
	bool at = slice_value(f, &in->a) & SLICE_OWN;

	switch (in->op) {
	case IR_CALL:
		return call_is_event(s, f, i) ? SLICE_EVENT | SLICE_FULL : 0;
	case IR_LOAD:
		return at ? SLICE_EVENT | SLICE_FULL : 0;
	case IR_STORE:
		if (slice_value(f, &in->b) & SLICE_MAPPING)
			return SLICE_EVENT | SLICE_FULL;
		return at ? SLICE_EVENT : 0;
	case IR_MOVE:
		at = at || (slice_value(f, &in->b) & SLICE_OWN);
		/* fallthrough */
	case IR_CLEAR:
		return at || slice_class_is(s, slice_class(s, f, &in->a),
					    PLACE_MAPPING) ?
			       SLICE_EVENT | SLICE_FULL :
			       0;
	default:
		return 0;
	}
}

static bool is_value(const struct ir_operand *o, uint32_t value)
{
	return o->kind == IR_VALUE && o->value == value;
}

static bool uses_value(const struct ir_insn *in, uint32_t value)
{
	unsigned int k;

	for (k = 0; k < in->nargs; k++)
		if (is_value(&in->args[k], value))
			return true;
	return is_value(&in->a, value) || is_value(&in->b, value) ||
	       is_value(&in->c, value);
}

/* Whether the result of a user access is looked at is what counts: one look
 * stays.
 */
static void mark_look(struct slicer *s, struct slice_func *f,
		      const struct slice_insn *call)
{
	unsigned int k;

	if (!call->row || !known_effect(call->row, KNOWN_FAULTS) ||
	    !call->insn->dest)
		return;
	for (k = 0; k < f->n; k++)
		if (&f->insns[k] != call &&
		    uses_value(f->insns[k].insn, call->insn->dest)) {
			slice_mark(s, f, k, SLICE_EVENT);
			/* the caller may look at what is returned */
			if (f->insns[k].insn->op == IR_RET)
				f->effects = true;
			return;
		}
}

static void mark_events(struct slicer *s, struct slice_func *f)
{
	unsigned int k, marks;

	for (k = 0; k < f->n; k++) {
		marks = f->reached[f->insns[k].block] ?
				event_marks(s, f, &f->insns[k]) :
				0;
		if (!marks)
			continue;
		slice_mark(s, f, k, marks);
		mark_look(s, f, &f->insns[k]);
		f->events = true;
	}
	/* where a path ends, leaks are told */
	for (k = 0; (f->events || f->effects) && k < f->n; k++)
		if (f->insns[k].insn->op == IR_RET)
			slice_mark(s, f, k, 0);
}

/* Blocks from which neither a return nor an event is reached: the path ends
 * there, and that is all.
 */
static void find_dead(struct slicer *s, struct slice_func *f)
{
	uint32_t *todo = ARENA_ARRAY(s->arena, uint32_t, f->f->nblocks);
	unsigned int n = 0, k;
	uint32_t b;

	f->dead = ARENA_ARRAY(s->arena, bool, f->f->nblocks);
	memset(f->dead, true, f->f->nblocks * sizeof(*f->dead));
	for (k = 0; k < f->n; k++) {
		b = f->insns[k].block;
		if (!f->dead[b] || (f->insns[k].insn->op != IR_RET &&
				    !(f->insns[k].marks & SLICE_EVENT)))
			continue;
		f->dead[b] = false;
		todo[n++] = b;
	}
	while (n) {
		const struct ir_block *at = &f->f->blocks[todo[--n]];

		for (k = 0; k < at->npreds; k++) {
			if (!f->dead[at->preds[k]])
				continue;
			f->dead[at->preds[k]] = false;
			todo[n++] = at->preds[k];
		}
	}
	if (f->dead[1])
		memset(f->dead, false, f->f->nblocks * sizeof(*f->dead));
}

static void note_stores(struct slicer *s, struct slice_func *f)
{
	unsigned int k;

	for (k = 0; f->live && k < f->n; k++) {
		const struct ir_insn *in = f->insns[k].insn;

		if (in->op == IR_STORE || in->op == IR_MOVE ||
		    in->op == IR_CLEAR)
			slice_place_note(s, slice_place_of(s, f, in),
					 PLACE_STORED);
	}
}

void slice_events(struct slicer *s)
{
	unsigned int k, i;

	for (k = 0; k < s->nfuncs; k++) {
		struct slice_func *f = &s->funcs[k];

		for (i = 0; i < f->n; i++)
			f->atomic = f->atomic || (f->insns[i].row &&
						  has_atomic(f->insns[i].row));
		f->live = f->maps;
	}
	find_effects(s);
	spread(s);
	for (k = 0; k < s->nfuncs; k++) {
		if (s->funcs[k].live)
			mark_events(s, &s->funcs[k]);
		find_dead(s, &s->funcs[k]);
		note_stores(s, &s->funcs[k]);
	}
}
