/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the parts of the slice share: slice-fold.c decides what is constant,
 * slice-place.c tells which places of memory may be the same, slice-taint.c
 * which values may be addresses of mappings, slice-event.c what the rules look
 * at; slice-want.c and slice.c mark what stays with it, slice-build.c and
 * slice-tidy.c make the new functions.
 */
#ifndef KMC_SLICER_H
#define KMC_SLICER_H

#include "control.h"
#include "slice.h"

struct map;

/*
 * How much of an instruction stays. What is only KEPT is there, but loads and
 * calls are opaque: they give something. ASKED ones are there because two
 * branches must agree: what is read is real. FULL ones are part of an event's
 * operands: what is read is real, and so is what changes it.
 */
enum {
	SLICE_KEPT = 1,
	SLICE_ASKED = 2,
	SLICE_FULL = 4,
	SLICE_EVENT = 8,	/* the rules look at it */
	SLICE_REAL = SLICE_ASKED | SLICE_FULL
};

/* How many arguments an unknown function takes tells, up to this, whether it
 * may be a putter (call.c).
 */
#define SLICE_ARGS_TOLD 3

/* Marks of a value. */
enum {
	SLICE_OWN = 1,		/* may be the address of a mapping */
	SLICE_GIVEN = 2,	/* a parameter that may be one, or made of it */
	SLICE_WANTED = 4,	/* is looked at */
	SLICE_RELEASED = 8,	/* is released, or what is released is made of it */
	SLICE_HELD = 64,	/* the page of a kmap() mapping: whoever has it
				   can release that */
	SLICE_PAGE = 32,	/* made of what a mapping function returned */
	SLICE_COMPUTED = 16	/* a parameter that more is done with than to
				   follow it */
};

#define SLICE_MAPPING (SLICE_OWN | SLICE_GIVEN | SLICE_HELD)

/* An instruction, and what its call is. */
struct slice_insn {
	struct ir_insn *insn;
	uint32_t block;
	uint8_t marks;
	int32_t callee;			/* function of the unit, or -1 */
	const struct known *row;	/* of the API table, or NULL */
};

struct slice_func {
	struct ir_func *f;
	uint32_t base;			/* its values' nodes begin here */
	unsigned int n;
	struct slice_insn *insns;
	unsigned int nrefs, cap_refs;
	uint32_t *refs;			/* functions whose address it takes */
	uint32_t *def;			/* by value: instruction + 1, 0 = none */
	unsigned int *uses;		/* by value: operands that are it */
	uint32_t *last;			/* by block: its terminator */
	uint8_t *values;		/* marks by value */
	const bool *reached;		/* blocks: from the entry */
	const unsigned int *loop;	/* by block: depth of loops */
	bool *needed, *pinned;		/* blocks: run or not matters; stays */
	bool *dead;			/* blocks that only end the path */
	struct control *control;	/* NULL until it is wanted */
	bool maps;			/* calls a mapping function itself */
	bool live;			/* concerned: it has events, or it runs
					   below one that has */
	bool atomic;			/* may run with an atomic mapping */
	bool events;			/* something in it is an event */
	bool effects;			/* its callers' mappings may be concerned */
	bool acts;			/* something kept is more than a value */
	unsigned int result;		/* callers look at it: SLICE_ASKED, FULL */
	unsigned int calls;		/* calls of it that are kept */
};

struct slice_work {
	uint32_t func, insn;
};

struct slicer {
	struct arena *arena;		/* freed with the slicer */
	struct ir_unit *u;
	const struct known_table *table;
	unsigned int nfuncs;
	struct slice_func *funcs;
	struct intern *names;
	/* slice-place.c */
	uint32_t nnodes, cap_nodes;
	uint32_t *up;			/* union-find */
	struct map *globals;		/* name to node */
	struct map *places;		/* class and granule to PLACE_* */
	struct map *readers;		/* class and offset to the first load */
	bool passes;			/* functions of the table likewise */
	unsigned int ncallbacks, cap_callbacks;
	uint32_t *callbacks;		/* functions that are passed to others */
	unsigned int nfields, cap_fields;
	const struct known_effect **fields;	/* HOLDS with a field, of calls */
	struct map *asked;		/* questions to who asked first, or 1 */
	/* the worklist */
	struct slice_work *todo;
	unsigned int ntodo, cap_todo;
	bool changed;
};

/* A place: class of what its address is based on, and the bytes. */
struct slice_place {
	uint32_t class_;		/* 0 = none */
	int64_t off;
	uint64_t size;			/* 0 = any */
};

/* What is known of places. */
enum {
	PLACE_FULL = 1,			/* a full load reads it */
	PLACE_AGAIN = 2,		/* so that what changes it counts */
	PLACE_ASKED = 4,		/* a load that is asked reads it */
	PLACE_STORED = 8,		/* a function concerned stores to it */
	PLACE_MAPPING = 16		/* may hold the address of a mapping */
};

/* ---- slice-fold.c ---- */

/* Decide @f's constant branches. Returns, by block, whether it is reached. */
bool *slice_fold(struct slicer *s, struct ir_func *f);

/* ---- slice-place.c ---- */

/* Make the classes of all values of all functions. */
void slice_classes(struct slicer *s);

/* The class that address @o of @f is based on, 0 if it is none. */
uint32_t slice_class(struct slicer *s, const struct slice_func *f,
		     const struct ir_operand *o);

/* The place at @o + @off of @f; that which load, store, move or clear @in of @f
 * is about (of a move: where to).
 */
struct slice_place slice_place_at(struct slicer *s, const struct slice_func *f,
				  const struct ir_operand *o, int64_t off,
				  uint64_t size);
struct slice_place slice_place_of(struct slicer *s, const struct slice_func *f,
				  const struct ir_insn *in);

/* Note @what of @p; returns whether that is news. */
bool slice_place_note(struct slicer *s, struct slice_place p,
		      unsigned int what);

/* Was any of @what noted of a place that @p overlaps? */
bool slice_place_is(const struct slicer *s, struct slice_place p,
		    unsigned int what);

/* The same, of any place based on class @class_. */
bool slice_class_is(const struct slicer *s, uint32_t class_,
		    unsigned int what);

/* Is the place in a local object of the function itself? */
bool slice_is_local(const struct slice_func *f, const struct ir_operand *o);

/* ---- slice-taint.c ---- */

/* Mark the values and places that may hold addresses of mappings. */
void slice_taint(struct slicer *s);

/* Is @in a call of what a parameter points to? */
bool slice_calls_param(const struct slice_func *f, const struct ir_insn *in);

/* The marks of value @o, 0 for constants. */
unsigned int slice_value(const struct slice_func *f,
			 const struct ir_operand *o);

/* ---- slice-event.c ---- */

/* Find which functions are concerned, then mark the events in them. */
void slice_events(struct slicer *s);

/* ---- slice-want.c ---- */

/* Instruction number @insn of @f stays, with @marks. */
void slice_mark(struct slicer *s, struct slice_func *f, uint32_t insn,
		unsigned int marks);

/* Mark all that the marked ones want. */
void slice_drain(struct slicer *s);

/* Callers look at the result of @f: SLICE_ASKED, or SLICE_FULL. */
void slice_want_result(struct slicer *s, struct slice_func *f,
		       unsigned int level);

/* Does the callee of @i look at its parameter number @arg, from 0? */
bool slice_looks_at(const struct slicer *s, const struct slice_insn *i,
		    unsigned int arg);

/* What call @i, which is kept, wants by now. */
void slice_want_call(struct slicer *s, struct slice_func *f,
		     const struct slice_insn *i);

/* Does it matter to something kept if a call changes what @o points to? */
bool slice_change_matters(struct slicer *s, const struct slice_func *f,
			  const struct ir_operand *o);

/* ---- slice-build.c ---- */

/* Replace @f's blocks by what is kept. */
void slice_build(struct slicer *s, struct slice_func *f);

/* ---- slice-tidy.c ---- */

/* Leave out of @f what is not needed any more; values below @nvals are those of
 * the function as it was.
 */
void slice_tidy(const struct slicer *s, struct slice_func *f, uint32_t nvals);

#endif
