/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Control dependence of the blocks of a finished function: which branches
 * decide whether a block is run.
 */
#ifndef KMC_CONTROL_H
#define KMC_CONTROL_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct ir_func;

struct control {
	/* by block: the block that every path from here to the end comes by
	   next (the immediate postdominator); 0 = the end itself */
	uint32_t *next;
	/* by block: blocks with a branch that decides whether it is run:
	   branch[start[b]] up to branch[start[b + 1]] */
	uint32_t *start, *branch;
};

/* The control dependences of @f (edges made), in @arena. Edges to a block for
 * which dead[] is true (an array by block, or NULL) do not count: such a block
 * ends the path and does nothing else. A region without an end (an endless
 * loop) may end at any of its blocks.
 *
 * After J. Ferrante, K. Ottenstein, J. Warren: The Program Dependence Graph and
 * Its Use in Optimization, TOPLAS 9(3), 1987; postdominators are the
 * dominators of the reversed graph (ir-dom.h). Time: that of the dominators,
 * plus the number of dependences.
 */
struct control *control_new(struct arena *arena, const struct ir_func *f,
			    const bool *dead);

#endif
