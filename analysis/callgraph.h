/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The call graph of a unit's functions, and the order of analysis.
 */
#ifndef KMC_CALLGRAPH_H
#define KMC_CALLGRAPH_H

#include "ir.h"
#include "known.h"

struct arena;
struct intern;
struct map;

struct callgraph {
	unsigned int n;			/* functions */
	uint32_t *order;		/* functions, callees first */
	uint32_t *component;		/* of order[i]: same number, same SCC */
	bool *recursive;		/* by component: more than one function,
					   or one that calls itself */
	bool *direct;			/* by function: calls a mapping API */
	unsigned int *ncallees;		/* by function */
	uint32_t **callees;
	struct map *index;		/* interned name to function + 1 */
};

/* Build it for @u, in @a. Edges are direct calls and functions whose address
 * is an operand. Components by Tarjan's algorithm (SIAM J. Comput. 1, 1972),
 * without recursion.
 */
struct callgraph *callgraph_new(struct arena *a, const struct ir_unit *u,
				const struct known_table *t,
				struct intern *names);

#endif
