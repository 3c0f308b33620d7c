/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Array segments: any number of mappings that a loop made and put into an
 * array, as one entry of the mapping stack. See doc/design.md,
 * "Arrays of mappings".
 */
#ifndef KMC_SEGMENT_H
#define KMC_SEGMENT_H

#include "state.h"

#define SEGMENT_TRACKS 2

/* A place where the elements can be found. */
struct track {
	ex base;			/* element k is at base + stride * k */
	int64_t stride;			/* bytes, not 0 */
	const char *field;		/* as written in the source, or NULL */
	bool page;			/* the page is there, not the address */
};

/* Never changed once made. */
struct segment {
	ex lo, hi;			/* elements lo..hi-1, made in this order */
	const void *group;		/* interleaved with those of the same */
	unsigned int ntracks;
	struct track t[SEGMENT_TRACKS];
};

/* The loop at @header goes round in @s, from inside: count the rounds of what
 * was made in it. What @at_least rounds in a row made and put into an array,
 * each one element on, becomes a segment, or a part of the one below.
 */
void segment_fold(struct state *s, unsigned int depth, unsigned int at_least,
		  unsigned int ptr_bits);

/* The live segment that has the element at whose place @addr (kmap: the page)
 * was loaded, newest first; *@k is its number, or NULL when that cannot be
 * told. NULL when there is none, or when it is released already.
 */
struct mapping *segment_find(struct state *s, ex addr, bool page, ex *k);

/* Does segment @m have nothing newer than element @k in itself: 1; surely
 * something: 0; not known: -1?
 */
int segment_is_top(const struct state *s, const struct mapping *m, ex k);

/* Element @k of segment @m is released. Where that leaves a hole, or it is not
 * known which one it is, nobody knows what is left.
 */
void segment_drop(struct state *s, struct mapping *m, ex k);

/* Nobody knows who holds the elements of @m. */
void segment_lost(struct state *s, struct mapping *m);

/* How many elements are live: the range. */
struct range segment_count(const struct state *s, const struct mapping *m);

/* Is there surely something live in @m, a segment or not? */
bool segment_is_live(const struct state *s, const struct mapping *m);

/* @n comes after @m in the state. Is it surely newer? When both are filled in
 * turns, that depends on how far.
 */
bool segment_is_newer(const struct state *s, const struct mapping *m,
		      const struct mapping *n);

/* The most elements that @m can have by what bounds its loop in @func, or
 * NO_BOUND. *@said: the code says so, in a constant; or, without a bound, what
 * the loop is bounded by is known, and nothing is known of that.
 */
#define NO_BOUND INT64_MIN
int64_t segment_most(const struct state *s, const struct mapping *m,
		     const struct ir_func *func, bool *said);

/* Memory is stored to: what was there is no element any more. */
void segment_clobber(struct state *s, ex base, int64_t bit, uint64_t bits,
		     const char *field);

/* Somebody is given @arg, an array or an element. */
void segment_give(struct state *s, ex arg, bool all);

/* Has the object at @root segments, emptied ones too? */
bool segment_in(const struct state *s, const struct sym *root);

/* @addr, perhaps an element, is no longer told from other values: nobody knows
 * who holds the segments it may be of. NULL: it may be of any.
 */
void segment_lose(struct state *s, ex addr);

/* The loop at @header is entered anew: what its last run made of the symbols of
 * that block is not what they will be.
 */
void segment_enter(struct state *s, const void *func, uint32_t header);

/* Is @addr the place of an element? */
bool segment_covers(const struct state *s, ex addr);

/* Segments that are surely empty, or lost, leave the stack. */
void segment_settle(struct state *s);

/* Write lo and hi in symbols that last, where facts tell their values. */
void segment_name_ends(struct state *s, struct mapping *m);

/* Do its ends or places hold symbol number @sym? */
bool segment_refers(const struct state *s, const struct segment *g,
		    uint32_t sym);

/* Are both plain mappings, or segments that may be merged? */
bool segment_agrees(const struct mapping *m, const struct mapping *n);

/* A copy that is kept. */
const struct segment *segment_keep(struct exprs *es, const struct segment *g);

#endif
