/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dominators of the blocks of a finished function.
 */
#ifndef KMC_IR_DOM_H
#define KMC_IR_DOM_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct ir_func;

struct ir_dom {
	uint32_t *idom;		/* by block: immediate dominator, 0 = none */
	/* by block: the interval it spans in the tree; 0 = not reachable */
	uint32_t *first, *last;
};

/* The dominator tree of @f (edges made), in @arena. In time O(m log n), by
 * Lengauer and Tarjan, TOPLAS 1(1), 1979, the simple version.
 */
struct ir_dom *ir_dom_new(struct arena *arena, const struct ir_func *f);

/* Can @b be reached from the entry? */
static inline bool ir_dom_reached(const struct ir_dom *d, uint32_t b)
{
	return d->first[b] != 0;
}

/* Does block @a dominate block @b (both reachable)? A block does itself. */
static inline bool ir_dom_dominates(const struct ir_dom *d, uint32_t a,
				    uint32_t b)
{
	return d->first[a] <= d->first[b] && d->first[b] <= d->last[a];
}

#endif
