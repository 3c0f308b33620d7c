/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the parts of the worklist share: flow.c, flow-queue.c and flow-branch.c.
 */
#ifndef KMC_FLOW_WORK_H
#define KMC_FLOW_WORK_H

#include "flow.h"

/* The states that arrived at a block. */
struct queue {
	unsigned int n, cap, done;
	struct state **list;
	bool *pending;
	unsigned int cap_pending;
	unsigned int npending;
	unsigned int rooms;		/* times that room was made */
};

struct work {
	struct flow *fl;
	struct queue *queues;
	unsigned int pending;
	size_t kept;			/* of fl->states, when last collected */
};

/* Put a copy of @s on the list of @block, to be run. */
void flow_queue_add(struct work *w, uint32_t block, struct state *s);

/* State @s arrives at @block over the edge from @from. */
void flow_arrive(struct work *w, uint32_t from, uint32_t block,
		 struct state *s);

/* State @s is at the terminator @t of block @from. */
void flow_terminate(struct work *w, struct state *s, uint32_t from,
		    const struct ir_insn *t);

#endif
