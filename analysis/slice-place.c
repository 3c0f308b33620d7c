/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Classes of values that may be based on the same address, by union-find, and
 * what is known of places: a class and bytes at an offset from it.
 *
 * Invariants:
 *  1 classes do not change once slice_classes() is done
 *  2 node 0 is no class
 *  3 what a place says, its class says as well (granule ANY)
 */
#include <string.h>

#include "arena.h"
#include "intern.h"
#include "map.h"
#include "slicer.h"

#define GRANULE	     8 /* bytes */
#define MAX_GRANULES 16
#define WILD	     UINT32_MAX /* a granule: bytes that are not known */
#define ANY	     (UINT32_MAX - 1) /* a granule: all that is said of the class */

/* ---- union-find ---- */

static uint32_t node_new(struct slicer *s)
{
	s->up = ARENA_GROW(s->arena, s->up, s->nnodes, &s->cap_nodes);
	s->up[s->nnodes] = s->nnodes;
	return s->nnodes++;
}

static uint32_t find(struct slicer *s, uint32_t n)
{
	while (s->up[n] != n) {
		s->up[n] = s->up[s->up[n]];
		n = s->up[n];
	}
	return n;
}

static void unite(struct slicer *s, uint32_t a, uint32_t b)
{
	a = find(s, a);
	b = find(s, b);
	if (!a || !b || a == b)
		return;
	s->up[a] = b;
	s->changed = true;
}

static uint32_t global_node(struct slicer *s, const char *name)
{
	uint64_t *at =
		map_put(s->globals, map_key_ptr(intern_string(s->names, name)));

	if (!*at)
		*at = node_new(s);
	return (uint32_t)*at;
}

static uint32_t operand_node(struct slicer *s, const struct slice_func *f,
			     const struct ir_operand *o)
{
	switch (o->kind) {
	case IR_VALUE:
		return f->base + o->value;
	case IR_GLOBAL:
		return global_node(s, o->global);
	default:
		return 0;
	}
}

uint32_t slice_class(struct slicer *s, const struct slice_func *f,
		     const struct ir_operand *o)
{
	uint32_t node = operand_node(s, f, o);

	return node ? find(s, node) : 0;
}

/* ---- addresses ---- */

static bool is_pointer(const struct ir_func *f, const struct ir_operand *o)
{
	return o->kind == IR_GLOBAL ||
	       (o->kind == IR_VALUE && f->vals[o->value].type == IR_PTR);
}

/* The operand of a sum that is the address. */
static const struct ir_operand *address_part(const struct ir_func *f,
					     const struct ir_insn *in)
{
	if (in->b.kind == IR_IMM || is_pointer(f, &in->a))
		return &in->a;
	return is_pointer(f, &in->b) && in->op == IR_ADD ? &in->b : &in->a;
}

/* Step from the address @*o to what it is made of; false when it is a root. */
static bool step_back(const struct slice_func *f, const struct ir_operand **o,
		      int64_t *off, bool *wild)
{
	const struct ir_insn *in;
	const struct ir_operand *part, *rest;

	if ((*o)->kind != IR_VALUE || !f->def[(*o)->value])
		return false;
	in = f->insns[f->def[(*o)->value] - 1].insn;
	switch (in->op) {
	case IR_COPY:
	case IR_CAST:
		*o = &in->a;
		return true;
	case IR_ADD:
	case IR_SUB:
		part = address_part(f->f, in);
		rest = part == &in->a ? &in->b : &in->a;
		if (rest->kind == IR_IMM && in->op == IR_ADD)
			*off = (int64_t)((uint64_t)*off + (uint64_t)rest->imm);
		else
			*wild = true;
		*o = part;
		return true;
	default:
		return false;
	}
}

struct slice_place slice_place_at(struct slicer *s, const struct slice_func *f,
				  const struct ir_operand *o, int64_t off,
				  uint64_t size)
{
	struct slice_place p = { slice_class(s, f, o), off, size };
	unsigned int hops = 0;
	bool wild = false;

	while (hops++ < 64 && step_back(f, &o, &p.off, &wild))
		;
	/* what phis and casts hide may stand anywhere */
	if (wild || p.off < 0 || p.off > UINT32_MAX / 2 ||
	    size > GRANULE * MAX_GRANULES)
		p.size = 0;
	return p;
}

struct slice_place slice_place_of(struct slicer *s, const struct slice_func *f,
				  const struct ir_insn *in)
{
	return slice_place_at(s, f, &in->a, in->off, in->size);
}

bool slice_is_local(const struct slice_func *f, const struct ir_operand *o)
{
	unsigned int hops = 0;
	int64_t off = 0;
	bool wild;

	while (hops++ < 64 && step_back(f, &o, &off, &wild))
		;
	return o->kind == IR_VALUE && f->def[o->value] &&
	       f->insns[f->def[o->value] - 1].insn->op == IR_LOCAL;
}

/* ---- places ---- */

static bool note_granule(struct slicer *s, uint32_t class_, uint32_t granule,
			 unsigned int what)
{
	uint64_t *at = map_put(s->places, map_key_pair(class_, granule));

	if ((*at & what) == what)
		return false;
	*at |= what;
	return true;
}

bool slice_place_note(struct slicer *s, struct slice_place p, unsigned int what)
{
	bool news;
	uint64_t g;

	if (!p.class_)
		return false;
	news = note_granule(s, p.class_, ANY, what);
	if (!p.size)
		return note_granule(s, p.class_, WILD, what) || news;
	for (g = (uint64_t)p.off / GRANULE;
	     g <= ((uint64_t)p.off + p.size - 1) / GRANULE; g++)
		news |= note_granule(s, p.class_, (uint32_t)g, what);
	return news;
}

static bool granule_is(const struct slicer *s, uint32_t class_,
		       uint32_t granule, unsigned int what)
{
	const uint64_t *at = map_get(s->places, map_key_pair(class_, granule));

	return at && (*at & what);
}

bool slice_class_is(const struct slicer *s, uint32_t class_, unsigned int what)
{
	return class_ && granule_is(s, class_, ANY, what);
}

bool slice_place_is(const struct slicer *s, struct slice_place p,
		    unsigned int what)
{
	uint64_t g;

	if (!p.class_)
		return false;
	if (!p.size)
		return slice_class_is(s, p.class_, what);
	if (granule_is(s, p.class_, WILD, what))
		return true;
	for (g = (uint64_t)p.off / GRANULE;
	     g <= ((uint64_t)p.off + p.size - 1) / GRANULE; g++)
		if (granule_is(s, p.class_, (uint32_t)g, what))
			return true;
	return false;
}

/* ---- making the classes ---- */

static void unite_operand(struct slicer *s, const struct slice_func *f,
			  uint32_t value, const struct ir_operand *o)
{
	unite(s, f->base + value, operand_node(s, f, o));
}

/* What is at the same place has the same class. */
static void unite_content(struct slicer *s, const struct slice_func *f,
			  struct slice_place p, const struct ir_operand *o)
{
	uint32_t node = operand_node(s, f, o);
	uint64_t *at;

	if (!p.class_ || !node)
		return;
	at = map_put(s->places,
		     map_key_pair(p.class_, p.size ? (uint32_t)p.off : WILD));
	if (*at)
		unite(s, (uint32_t)*at, node);
	else
		*at = node;
}

static bool is_address_type(const struct slicer *s, enum ir_type t)
{
	return t == IR_PTR || t == IR_AGG ||
	       ir_type_bits(s->u, t) == s->u->target.bits;
}

static void unite_call(struct slicer *s, const struct slice_func *f,
		       const struct slice_insn *i)
{
	const struct slice_func *to;
	const struct ir_insn *in = i->insn;
	unsigned int k;

	if (i->callee < 0)
		return;
	to = &s->funcs[i->callee];
	for (k = 0; k < in->nargs && k < to->f->nparams; k++)
		unite(s, to->base + to->f->params[k],
		      operand_node(s, f, &in->args[k]));
	if (!in->dest || !is_address_type(s, in->type))
		return;
	for (k = 0; k < to->n; k++)
		if (to->insns[k].insn->op == IR_RET)
			unite(s, f->base + in->dest,
			      operand_node(s, to, &to->insns[k].insn->a));
}

/* The local objects of a function: one node each, that of their first address.
 */
static void unite_local(struct slicer *s, const struct slice_func *f,
			const struct ir_insn *in, uint32_t *first)
{
	if (!first[in->object])
		first[in->object] = f->base + in->dest;
	unite(s, first[in->object], f->base + in->dest);
}

static void unite_insn(struct slicer *s, const struct slice_func *f,
		       const struct slice_insn *i, uint32_t *first)
{
	const struct ir_insn *in = i->insn;
	struct ir_operand dest = ir_val(in->dest);
	unsigned int k;

	if (in->op == IR_CALL)
		unite_call(s, f, i);
	if (in->dest && !is_address_type(s, in->type))
		return;
	switch (in->op) {
	case IR_COPY:
	case IR_CAST:
		unite_operand(s, f, in->dest, &in->a);
		break;
	case IR_ADD:
	case IR_SUB:
	case IR_AND:
		unite_operand(s, f, in->dest, address_part(f->f, in));
		break;
	case IR_SELECT:
		unite_operand(s, f, in->dest, &in->a);
		unite_operand(s, f, in->dest, &in->b);
		break;
	case IR_PHI:
		for (k = 0; k < in->nargs; k++)
			unite_operand(s, f, in->dest, &in->args[k]);
		break;
	case IR_LOCAL:
		unite_local(s, f, in, first);
		break;
	case IR_LOAD:
		unite_content(s, f,
			      slice_place_at(s, f, &in->a, in->off, in->size),
			      &dest);
		break;
	case IR_STORE:
		if (is_address_type(s, in->type))
			unite_content(
				s, f,
				slice_place_at(s, f, &in->a, in->off, in->size),
				&in->b);
		break;
	case IR_MOVE:
		unite(s, operand_node(s, f, &in->a),
		      operand_node(s, f, &in->b));
		break;
	default:
		break;
	}
}

#define MAX_PASSES 8

void slice_classes(struct slicer *s)
{
	unsigned int pass = 0, k, i;

	s->globals = map_new(s->arena);
	node_new(s);
	for (k = 0; k < s->nfuncs; k++) {
		s->funcs[k].base = s->nnodes;
		for (i = 0; i < s->funcs[k].f->nvals; i++)
			node_new(s);
	}
	do {
		s->changed = false;
		/* contents by class: classes that are one now share them */
		s->places = map_new(s->arena);
		for (k = 0; k < s->nfuncs; k++) {
			struct slice_func *f = &s->funcs[k];
			uint32_t *first = ARENA_ARRAY(s->arena, uint32_t,
						      f->f->nobjects + 1);

			for (i = 0; i < f->n; i++)
				unite_insn(s, f, &f->insns[i], first);
		}
	} while (s->changed && ++pass < MAX_PASSES);
	s->places = map_new(s->arena);
}
