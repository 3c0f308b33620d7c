/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ends of paths: leaks, and the outcomes of the summary.
 */
#ifndef KMC_EXIT_H
#define KMC_EXIT_H

#include "flow.h"

/* State @s returns at @ret. */
void flow_exit(struct flow *fl, struct state *s, const struct ir_insn *ret);

/* The worklist is empty: decide on leaks, finish the summary. */
void flow_finish(struct flow *fl);

#endif
