/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Marking what stays: from the events of the rules backwards over operands,
 * places of memory, calls and the branches that decide, until nothing new is
 * marked.
 *
 * Invariants:
 *  1 marks are only ever added
 *  2 what is kept has its block needed, and so each branch that decides
 *    whether the block is run is kept
 *  3 a load that is kept but not real is of a place that no other load that is
 *    kept reads, and that no function concerned stores to
 */
#include <string.h>

#include "arena.h"
#include "blocks.h"
#include "intern.h"
#include "map.h"
#include "slicer.h"

/* ---- what there is ---- */

static void count_insns(struct slicer *s, struct slice_func *f)
{
	unsigned int n = 0;
	uint32_t b;

	for (b = 1; b < f->f->nblocks; b++)
		n += f->f->blocks[b].ninsns;
	f->insns = ARENA_ARRAY(s->arena, struct slice_insn, n + 1);
	f->def = ARENA_ARRAY(s->arena, uint32_t, f->f->nvals);
	f->uses = ARENA_ARRAY(s->arena, unsigned int, f->f->nvals);
	f->last = ARENA_ARRAY(s->arena, uint32_t, f->f->nblocks);
	f->values = ARENA_ARRAY(s->arena, uint8_t, f->f->nvals);
	f->needed = ARENA_ARRAY(s->arena, bool, f->f->nblocks);
	f->pinned = ARENA_ARRAY(s->arena, bool, f->f->nblocks);
	f->loop = blocks_new(s->arena, f->f)->loop;
}

static void count_uses(struct slice_func *f, const struct ir_insn *in)
{
	unsigned int k;

	f->uses[in->a.kind == IR_VALUE ? in->a.value : 0]++;
	f->uses[in->b.kind == IR_VALUE ? in->b.value : 0]++;
	f->uses[in->c.kind == IR_VALUE ? in->c.value : 0]++;
	for (k = 0; k < in->nargs; k++)
		if (in->args[k].kind == IR_VALUE)
			f->uses[in->args[k].value]++;
}

/* The function of the unit that @o is the address of, or -1. */
static int32_t function_at(struct slicer *s, const struct map *index,
			   const struct ir_operand *o)
{
	const uint64_t *at;

	if (o->kind != IR_GLOBAL || known_find(s->table, o->global))
		return -1;
	at = map_get(index, map_key_ptr(intern_string(s->names, o->global)));
	return at ? (int32_t)*at - 1 : -1;
}

static void add_ref(struct slicer *s, struct slice_func *f,
		    const struct map *index, const struct ir_operand *o)
{
	int32_t to = function_at(s, index, o);

	if (to < 0)
		return;
	f->refs = ARENA_GROW(s->arena, f->refs, f->nrefs, &f->cap_refs);
	f->refs[f->nrefs++] = (uint32_t)to;
}

/* Function @to, if it is one (else -1), is passed to a function of the unit. */
static void add_callback(struct slicer *s, int32_t to)
{
	unsigned int k;

	for (k = 0; k < s->ncallbacks; k++)
		if (s->callbacks[k] == (uint32_t)to)
			return;
	if (to < 0)
		return;
	s->callbacks = ARENA_GROW(s->arena, s->callbacks, s->ncallbacks,
				  &s->cap_callbacks);
	s->callbacks[s->ncallbacks++] = (uint32_t)to;
}

/* A row whose mapping is in a field of what it is given. */
static void add_field(struct slicer *s, const struct known *row)
{
	const struct known_effect *e = known_effect(row, KNOWN_HOLDS);

	if (!e || !e->field)
		return;
	s->fields = ARENA_GROW(s->arena, s->fields, s->nfields,
			       &s->cap_fields);
	s->fields[s->nfields++] = e;
}

static void add_insn(struct slicer *s, struct slice_func *f, struct ir_insn *in,
		     uint32_t block, const struct map *index)
{
	struct slice_insn *i = &f->insns[f->n];
	unsigned int k;

	i->insn = in;
	i->block = block;
	i->callee = -1;
	if (in->dest)
		f->def[in->dest] = f->n + 1;
	if (in->op == IR_CALL && in->a.kind == IR_GLOBAL) {
		i->row = known_find(s->table, in->a.global);
		add_field(s, i->row);
		i->callee = function_at(s, index, &in->a);
		if (i->row && known_is_mapping(i->row))
			f->maps = true;
	} else {
		add_ref(s, f, index, &in->a);
	}
	add_ref(s, f, index, &in->b);
	for (k = 0; k < in->nargs; k++) {
		add_ref(s, f, index, &in->args[k]);
		if (i->callee < 0)
			continue;
		add_callback(s, function_at(s, index, &in->args[k]));
		s->passes =
			s->passes || (in->args[k].kind == IR_GLOBAL &&
				      known_find(s->table, in->args[k].global));
	}
	f->last[block] = f->n++;
	count_uses(f, in);
}

static void add_func(struct slicer *s, unsigned int index,
		     const struct map *by_name)
{
	struct slice_func *f = &s->funcs[index];
	uint32_t b;
	unsigned int k;

	f->f = s->u->funcs[index];
	f->reached = slice_fold(s, f->f);
	count_insns(s, f);
	for (b = 1; b < f->f->nblocks; b++)
		for (k = 0; k < f->f->blocks[b].ninsns; k++)
			add_insn(s, f, f->f->blocks[b].insns[k], b, by_name);
}

static void add_funcs(struct slicer *s)
{
	struct map *by_name = map_new(s->arena);
	unsigned int k;

	s->names = intern_new(s->arena);
	s->nfuncs = s->u->nfuncs;
	s->funcs = ARENA_ARRAY(s->arena, struct slice_func, s->nfuncs + 1);
	for (k = 0; k < s->nfuncs; k++)
		*map_put(by_name, map_key_ptr(intern_string(
					  s->names, s->u->funcs[k]->name))) =
			k + 1;
	for (k = 0; k < s->nfuncs; k++)
		add_func(s, k, by_name);
}

/* ---- until nothing new is marked ---- */

static bool is_kept(const struct slice_func *f, const struct ir_operand *o)
{
	if (o->kind != IR_VALUE)
		return false;
	if (!f->def[o->value])
		return f->values[o->value] & SLICE_WANTED;
	return f->insns[f->def[o->value] - 1].marks != 0;
}

/* What the branch with a dead end asks is of use only if it tells something
 * of a value that matters.
 */
static bool tells_of_kept(struct slicer *s, const struct slice_func *f,
			  const struct ir_operand *o)
{
	const struct ir_operand *todo[16];
	unsigned int n = 1, steps = 0;

	todo[0] = o;
	while (n && steps++ < 32) {
		const struct slice_insn *i;

		o = todo[--n];
		if (is_kept(f, o))
			return true;
		if (o->kind != IR_VALUE || !f->def[o->value])
			continue;
		i = &f->insns[f->def[o->value] - 1];
		if (i->insn->op == IR_LOAD &&
		    slice_place_is(s, slice_place_of(s, f, i->insn),
				   PLACE_FULL))
			return true;
		if (ir_op_form(i->insn->op) > IR_FORM_SELECT || n + 3 > 16)
			continue;
		todo[n++] = &i->insn->a;
		todo[n++] = &i->insn->b;
		todo[n++] = &i->insn->c;
	}
	return false;
}

static bool has_dead_end(const struct slice_func *f, uint32_t block)
{
	const struct ir_block *b = &f->f->blocks[block];
	unsigned int k;

	for (k = 0; k < b->nsuccs; k++)
		if (f->dead[b->succs[k]])
			return true;
	return false;
}

/* Does the call change, or do, something that matters? */
static bool call_matters(struct slicer *s, struct slice_func *f,
			 const struct slice_insn *i)
{
	const struct ir_insn *in = i->insn;
	unsigned int k;

	if (i->callee >= 0)
		return s->funcs[i->callee].acts;
	for (k = 0; i->row && k < i->row->neffects; k++) {
		const struct known_effect *e = &i->row->effects[k];

		if (e->what == KNOWN_WRITES && e->arg > 0 &&
		    (unsigned int)e->arg <= in->nargs &&
		    slice_change_matters(s, f, &in->args[e->arg - 1]))
			return true;
	}
	for (k = 0; !i->row && k < in->nargs; k++)
		if (slice_change_matters(s, f, &in->args[k]))
			return true;
	return false;
}

#define MANY 1

/* Instruction @i, which is kept, asks @key: does another one? */
static bool asked_twice(struct slicer *s, uint64_t key,
			const struct slice_insn *i)
{
	uint64_t *at = map_put(s->asked, key), me = (uint64_t)(uintptr_t)i;

	if (*at == MANY)
		return true;
	if (*at == me)
		return false;
	if (*at)
		s->changed = true;
	*at = *at ? MANY : me;
	return *at == MANY;
}

#define ELEMENT (UINT32_C(1) << 31)

/* The same place asked twice must agree; so must, of an array, the same part of
 * an element.
 */
static bool load_is_shared(struct slicer *s, struct slice_func *f,
			   const struct slice_insn *i)
{
	struct slice_place p = slice_place_of(s, f, i->insn);

	uint64_t key = p.size ? map_key_pair(p.class_, (uint32_t)p.off) :
				map_key_pair(p.class_ | ELEMENT,
					     (uint32_t)i->insn->off);

	if (p.class_ && asked_twice(s, key, i))
		return true;
	return f->calls > 1 || slice_place_is(s, p, PLACE_FULL | PLACE_STORED);
}

/* So must the same question asked twice by a function; and what it tells of a
 * value that is looked at elsewhere is not to be lost.
 */
static bool call_is_shared(struct slicer *s, struct slice_func *f,
			   const struct slice_insn *i)
{
	const struct slice_func *to = &s->funcs[i->callee];
	const struct ir_insn *in = i->insn;
	uint32_t key = 0;
	bool shared = false;
	unsigned int k;

	for (k = 0; k < in->nargs && k < to->f->nparams; k++) {
		const struct ir_operand *o = &in->args[k];

		if ((to->values[to->f->params[k]] & SLICE_COMPUTED) &&
		    o->kind == IR_VALUE && f->uses[o->value] > 1)
			shared = true;
		key = key * 31 + (o->kind == IR_IMM ? (uint32_t)o->imm :
						      slice_class(s, f, o));
	}
	return asked_twice(s,
			   map_key_pair(UINT32_MAX - (uint32_t)i->callee, key),
			   i) ||
	       shared;
}

static void revisit_memory(struct slicer *s, struct slice_func *f,
			   unsigned int k)
{
	const struct slice_insn *i = &f->insns[k];
	struct slice_place p;

	if ((i->marks & SLICE_FULL) ||
	    (slice_value(f, &i->insn->a) & SLICE_PAGE))
		return;
	p = slice_place_of(s, f, i->insn);
	if (slice_place_is(s, p, PLACE_FULL))
		slice_mark(s, f, k, SLICE_FULL);
	else if (slice_place_is(s, p, PLACE_ASKED))
		slice_mark(s, f, k, SLICE_ASKED);
}

static void revisit_call(struct slicer *s, struct slice_func *f, unsigned int k)
{
	const struct slice_insn *i = &f->insns[k];

	if (!(i->marks & SLICE_FULL) && call_matters(s, f, i))
		slice_mark(s, f, k, SLICE_FULL);
	if (i->callee >= 0 && i->marks && call_is_shared(s, f, i) &&
	    !(i->marks & SLICE_REAL)) {
		slice_want_result(s, &s->funcs[i->callee], SLICE_ASKED);
		slice_mark(s, f, k, SLICE_ASKED);
	}
	slice_want_call(s, f, i);
}

static void revisit(struct slicer *s, struct slice_func *f, unsigned int k)
{
	const struct slice_insn *i = &f->insns[k];

	if (f->dead[i->block] || !f->reached[i->block])
		return;
	switch (i->insn->op) {
	case IR_STORE:
	case IR_MOVE:
	case IR_CLEAR:
		revisit_memory(s, f, k);
		break;
	case IR_CALL:
		revisit_call(s, f, k);
		break;
	case IR_LOAD:
		if (i->marks && load_is_shared(s, f, i) &&
		    !(i->marks & SLICE_REAL))
			slice_mark(s, f, k, SLICE_ASKED);
		break;
	case IR_IF:
	case IR_SWITCH:
		if (!i->marks && f->events && has_dead_end(f, i->block) &&
		    tells_of_kept(s, f, &i->insn->a))
			slice_mark(s, f, k, 0);
		break;
	default:
		break;
	}
}

/* Is @i, which is kept, more than the computation of a value? */
static bool is_act(const struct slicer *s, const struct slice_insn *i)
{
	switch (i->insn->op) {
	case IR_STORE:
	case IR_MOVE:
	case IR_CLEAR:
		return true;
	case IR_CALL:
		return i->callee >= 0 ? s->funcs[i->callee].acts :
					(i->marks & SLICE_FULL) != 0;
	default:
		return i->marks & SLICE_EVENT;
	}
}

static void settle(struct slicer *s, struct slice_func *f)
{
	unsigned int k;

	for (k = 0; k < f->n && !f->acts; k++)
		if (f->insns[k].marks && is_act(s, &f->insns[k]))
			f->acts = s->changed = true;
	if (f->effects)
		slice_want_result(s, f, SLICE_FULL);
}

static void mark_rest(struct slicer *s)
{
	unsigned int k, i;

	do {
		s->changed = false;
		slice_drain(s);
		for (k = 0; k < s->nfuncs; k++) {
			if (!s->funcs[k].live)
				continue;
			for (i = 0; i < s->funcs[k].n; i++)
				revisit(s, &s->funcs[k], i);
			settle(s, &s->funcs[k]);
		}
	} while (s->changed);
}

/* ---- parameters that are computed with ---- */

static uint32_t param_mask(const uint32_t *mask, const struct ir_operand *o)
{
	return o->kind == IR_VALUE ? mask[o->value] : 0;
}

/* The parameters, as a mask, that instruction @i computes with. */
static uint32_t computes(const struct slicer *s, const struct slice_insn *i,
			 uint32_t *mask)
{
	const struct ir_insn *in = i->insn;
	uint32_t all = param_mask(mask, &in->a) | param_mask(mask, &in->b) |
		       param_mask(mask, &in->c);
	unsigned int k;

	switch (in->op) {
	case IR_COPY:
	case IR_CAST:
	case IR_ADD:
	case IR_SUB:
		mask[in->dest] = all;
		return 0;
	case IR_LOAD:
	case IR_STORE:
	case IR_MOVE:
	case IR_CLEAR:
		return 0;
	case IR_CALL:
		for (k = 0, all = 0; i->callee >= 0 && k < in->nargs; k++) {
			const struct slice_func *to = &s->funcs[i->callee];

			if (k < to->f->nparams &&
			    (SLICE_COMPUTED & to->values[to->f->params[k]]))
				all |= param_mask(mask, &in->args[k]);
		}
		return all;
	default:
		for (k = 0; k < in->nargs; k++)
			all |= param_mask(mask, &in->args[k]);
		return all;
	}
}

static bool note_computed(struct slicer *s, struct slice_func *f)
{
	uint32_t *mask = ARENA_ARRAY(s->arena, uint32_t, f->f->nvals);
	uint32_t all = 0;
	unsigned int k;
	bool news = false;

	for (k = 0; k < f->f->nparams && k < 32; k++)
		mask[f->f->params[k]] = UINT32_C(1) << k;
	for (k = 0; k < f->n; k++)
		all |= computes(s, &f->insns[k], mask);
	for (k = 0; k < f->f->nparams; k++) {
		uint8_t *v = &f->values[f->f->params[k]];

		if ((*v & SLICE_COMPUTED) || (k < 32 && !(all >> k & 1)))
			continue;
		*v |= SLICE_COMPUTED;
		news = true;
	}
	return news;
}

static void find_computed(struct slicer *s)
{
	bool news = true;
	unsigned int k;

	while (news)
		for (news = false, k = 0; k < s->nfuncs; k++)
			news = note_computed(s, &s->funcs[k]) || news;
}

void slice_unit(struct ir_unit *u, const struct known_table *t)
{
	struct slicer s;
	unsigned int k;

	memset(&s, 0, sizeof(s));
	s.arena = arena_new();
	s.u = u;
	s.table = t;
	s.readers = map_new(s.arena);
	s.asked = map_new(s.arena);
	add_funcs(&s);
	slice_classes(&s);
	slice_taint(&s);
	find_computed(&s);
	slice_events(&s);
	mark_rest(&s);
	for (k = 0; k < s.nfuncs; k++)
		slice_build(&s, &s.funcs[k]);
	arena_free(s.arena);
}
