/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shape of a function: order of blocks, loops, liveness of values.
 */
#ifndef KMC_BLOCKS_H
#define KMC_BLOCKS_H

#include "ir.h"

struct arena;

struct blocks {
	unsigned int n;			/* blocks, index 0 unused */
	uint32_t *order;		/* reverse postorder number; 0 = not
					   reached, entry is 1 */
	uint32_t *by_order;		/* block with that number */
	bool *header;			/* target of a retreating edge */
	unsigned int *loop;		/* loops that the block is in, nested */
	uint32_t *inner;		/* header of the innermost; of a header:
					   of the one around; 0: none */
	unsigned int words;		/* of a row of live_in */
	uint64_t *live_in;		/* bit sets of values, a row a block */
};

/* Compute all of it for a finished function. Owned by @a. Retreating edges are
 * those to a block that is not later in reverse postorder.
 */
struct blocks *blocks_new(struct arena *a, const struct ir_func *f);

/* Is @block in the loop that @header heads? */
bool blocks_in_loop(const struct blocks *b, uint32_t block, uint32_t header);

static inline bool blocks_live_in(const struct blocks *b, uint32_t block,
				  uint32_t value)
{
	return b->live_in[(size_t)block * b->words + value / 64] >>
	       (value % 64) & 1;
}

/* Is the edge @from -> @to one that goes back? */
static inline bool blocks_back_edge(const struct blocks *b, uint32_t from,
				    uint32_t to)
{
	return b->order[to] <= b->order[from];
}

/* The set of values that any instruction of @f looks at, a bit each, in @a. */
uint64_t *blocks_used_values(struct arena *a, const struct ir_func *f);

#endif
