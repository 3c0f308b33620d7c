/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Building the IR, its edges and definitions, and the names of its parts.
 */
#include "ir.h"

#include <string.h>

#include "arena.h"

/* Room for one more element in the arrays of the structures of ir.h. */
#define GROW(u, type, array, n, cap) \
	((array) = (type *)arena_grow((u)->arena, (array), sizeof(type), \
				      (n), &(cap)))

/* ---- names ---- */

static const struct {
	const char *name;
	enum ir_form form;
} ops[IR_NOPS] = {
#define OP(name, text, form) { text, IR_FORM_##form },
#include "op.def"
#undef OP
};

static const struct {
	const char *name;
	unsigned int bits;
	bool is_signed;
} types[IR_NTYPES] = {
	{ "void", 0, false }, { "ptr", 0, false }, { "u1", 1, false },
	{ "u8", 8, false }, { "s8", 8, true }, { "u16", 16, false },
	{ "s16", 16, true }, { "u32", 32, false }, { "s32", 32, true },
	{ "u64", 64, false }, { "s64", 64, true }, { "agg", 0, false },
};

const char *ir_op_name(enum ir_op op)
{
	return (unsigned int)op < IR_NOPS ? ops[op].name : "?";
}

enum ir_form ir_op_form(enum ir_op op)
{
	return ops[op].form;
}

const char *ir_type_name(enum ir_type t)
{
	return (unsigned int)t < IR_NTYPES ? types[t].name : "?";
}

int ir_op_find(const char *name, size_t len)
{
	int i;

	for (i = 0; i < IR_NOPS; i++)
		if (strlen(ops[i].name) == len &&
		    !memcmp(ops[i].name, name, len))
			return i;
	return -1;
}

int ir_type_find(const char *name, size_t len)
{
	int i;

	for (i = 0; i < IR_NTYPES; i++)
		if (strlen(types[i].name) == len &&
		    !memcmp(types[i].name, name, len))
			return i;
	return -1;
}

unsigned int ir_type_bits(const struct ir_unit *u, enum ir_type t)
{
	return t == IR_PTR ? u->target.bits : types[t].bits;
}

bool ir_type_signed(enum ir_type t)
{
	return types[t].is_signed;
}

/* ---- building ---- */

struct ir_unit *ir_unit_new(struct arena *arena, const char *name)
{
	struct ir_unit *u = (struct ir_unit *)arena_alloc(arena, sizeof(*u));

	u->arena = arena;
	u->name = ir_string(u, name);
	u->target.bits = 64;
	u->target.page = 4096;
	u->target.kmax = 16;
	u->target.gfp_reclaim = 0x400;
	GROW(u, const char *, u->files, 0, u->cap_files);
	u->nfiles = 1;
	return u;
}

const char *ir_string(struct ir_unit *u, const char *s)
{
	return s ? arena_strdup(u->arena, s) : NULL;
}

uint32_t ir_file(struct ir_unit *u, const char *name)
{
	uint32_t i;

	/* most questions are about the file of the question before */
	if (u->last_file && !strcmp(u->files[u->last_file], name))
		return u->last_file;
	for (i = 1; i < u->nfiles; i++)
		if (!strcmp(u->files[i], name))
			break;
	if (i == u->nfiles) {
		GROW(u, const char *, u->files, u->nfiles, u->cap_files);
		u->files[u->nfiles++] = ir_string(u, name);
	}
	u->last_file = i;
	return i;
}

struct ir_func *ir_func_new(struct ir_unit *u, const char *name)
{
	struct ir_func *f = (struct ir_func *)arena_alloc(u->arena, sizeof(*f));

	f->unit = u;
	f->name = ir_string(u, name);
	GROW(u, struct ir_val, f->vals, 0, f->cap_vals);
	GROW(u, struct ir_object, f->objects, 0, f->cap_objects);
	GROW(u, struct ir_block, f->blocks, 0, f->cap_blocks);
	f->nvals = f->nobjects = f->nblocks = 1;
	GROW(u, struct ir_func *, u->funcs, u->nfuncs, u->cap_funcs);
	u->funcs[u->nfuncs++] = f;
	return f;
}

uint32_t ir_block_new(struct ir_func *f)
{
	GROW(f->unit, struct ir_block, f->blocks, f->nblocks, f->cap_blocks);
	return f->nblocks++;
}

uint32_t ir_value_new(struct ir_func *f, enum ir_type type, const char *name)
{
	struct ir_val *v;

	GROW(f->unit, struct ir_val, f->vals, f->nvals, f->cap_vals);
	v = &f->vals[f->nvals];
	v->type = type;
	v->name = ir_string(f->unit, name);
	return f->nvals++;
}

uint32_t ir_param_new(struct ir_func *f, enum ir_type type, const char *name)
{
	uint32_t v = ir_value_new(f, type, name);

	GROW(f->unit, uint32_t, f->params, f->nparams, f->cap_params);
	f->params[f->nparams++] = v;
	return v;
}

uint32_t ir_object_new(struct ir_func *f, const char *name, uint64_t size)
{
	struct ir_object *o;

	GROW(f->unit, struct ir_object, f->objects, f->nobjects,
	     f->cap_objects);
	o = &f->objects[f->nobjects];
	o->name = ir_string(f->unit, name);
	o->size = size;
	return f->nobjects++;
}

struct ir_insn *ir_insn_new(struct ir_func *f, uint32_t b, enum ir_op op)
{
	struct ir_block *block = &f->blocks[b];
	struct ir_insn *i;

	i = (struct ir_insn *)arena_alloc(f->unit->arena, sizeof(*i));
	i->op = op;
	GROW(f->unit, struct ir_insn *, block->insns, block->ninsns,
	     block->cap);
	block->insns[block->ninsns++] = i;
	return i;
}

void ir_arg_new(struct ir_func *f, struct ir_insn *i, struct ir_operand a,
		uint32_t from)
{
	/* both arrays grow in step: the same capacity serves them */
	unsigned int cap = i->cap_args;

	if (i->op == IR_PHI) {
		GROW(f->unit, uint32_t, i->from, i->nargs, cap);
		i->from[i->nargs] = from;
	}
	GROW(f->unit, struct ir_operand, i->args, i->nargs, i->cap_args);
	i->args[i->nargs++] = a;
}

void ir_case_new(struct ir_func *f, struct ir_insn *i, int64_t lo, int64_t hi,
		 uint32_t target)
{
	struct ir_case *c;

	GROW(f->unit, struct ir_case, i->cases, i->ncases, i->cap_cases);
	c = &i->cases[i->ncases++];
	c->lo = lo;
	c->hi = hi;
	c->target = target;
}

struct ir_facts *ir_facts_new(struct ir_unit *u, const char *func)
{
	struct ir_facts *f;

	GROW(u, struct ir_facts, u->facts, u->nfacts, u->cap_facts);
	f = &u->facts[u->nfacts++];
	f->func = ir_string(u, func);
	return f;
}

struct ir_fact_call *ir_fact_call_new(struct ir_unit *u, struct ir_facts *f)
{
	GROW(u, struct ir_fact_call, f->calls, f->ncalls, f->cap_calls);
	return &f->calls[f->ncalls++];
}

struct ir_func *ir_func_find(const struct ir_unit *u, const char *name)
{
	unsigned int i;

	for (i = 0; i < u->nfuncs; i++)
		if (!strcmp(u->funcs[i]->name, name))
			return u->funcs[i];
	return NULL;
}

/* ---- after building ---- */

/* Scratch memory of ir_finish(), by block. */
struct edges {
	struct ir_func *f;
	uint32_t *seen;			/* last block with an edge here */
	uint32_t *list;			/* distinct targets of one block */
	unsigned int n, cap;
};

static bool target_add(struct edges *e, uint32_t from, uint32_t to)
{
	if (!to || to >= e->f->nblocks)
		return false;
	if (e->seen[to] == from)
		return true;
	e->seen[to] = from;
	e->f->blocks[to].npreds++;
	GROW(e->f->unit, uint32_t, e->list, e->n, e->cap);
	e->list[e->n++] = to;
	return true;
}

/* The distinct targets of block @b, in the order of its terminator. */
static bool block_succs(struct edges *e, uint32_t b)
{
	struct ir_block *block = &e->f->blocks[b];
	const struct ir_insn *t;
	const uint32_t *targets;
	unsigned int k;
	bool ok = true;

	t = block->ninsns ? block->insns[block->ninsns - 1] : NULL;
	if (!t || ir_op_form(t->op) != IR_FORM_TERM)
		return false;
	e->n = 0;
	targets = t->op == IR_ANY ? t->any : t->targets;
	for (k = 0; k < t->ntargets; k++)
		ok &= target_add(e, b, targets[k]);
	for (k = 0; k < t->ncases; k++)
		ok &= target_add(e, b, t->cases[k].target);
	block->nsuccs = e->n;
	block->succs = (uint32_t *)arena_dup(e->f->unit->arena, e->list,
					     e->n * sizeof(*e->list));
	return ok;
}

static void make_preds(struct ir_func *f)
{
	struct ir_block *to;
	uint32_t b;
	unsigned int k;

	for (b = 1; b < f->nblocks; b++) {
		to = &f->blocks[b];
		to->preds = (uint32_t *)arena_alloc(f->unit->arena,
						    to->npreds *
						    sizeof(*to->preds));
		to->npreds = 0;
	}
	for (b = 1; b < f->nblocks; b++) {
		for (k = 0; k < f->blocks[b].nsuccs; k++) {
			to = &f->blocks[f->blocks[b].succs[k]];
			to->preds[to->npreds++] = b;
		}
	}
}

/* The first definition counts; ir_check() finds a second one. */
static void make_defs(struct ir_func *f)
{
	struct ir_insn *i;
	unsigned int k;
	uint32_t b;

	for (b = 1; b < f->nblocks; b++) {
		for (k = 0; k < f->blocks[b].ninsns; k++) {
			i = f->blocks[b].insns[k];
			if (!i->dest || i->dest >= f->nvals ||
			    f->vals[i->dest].def)
				continue;
			f->vals[i->dest].def = i;
			f->vals[i->dest].block = b;
		}
	}
}

bool ir_finish(struct ir_func *f)
{
	struct edges e = { f, NULL, NULL, 0, 0 };
	uint32_t b;
	bool ok = f->nblocks > 1;

	e.seen = (uint32_t *)arena_alloc(f->unit->arena,
					 f->nblocks * sizeof(*e.seen));
	for (b = 1; b < f->nblocks; b++)
		f->blocks[b].npreds = 0;
	for (b = 0; b < f->nvals; b++)
		f->vals[b].def = NULL;
	for (b = 1; b < f->nblocks; b++)
		ok &= block_succs(&e, b);
	make_preds(f);
	make_defs(f);
	return ok;
}
