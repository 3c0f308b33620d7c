/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The transfer rules: what an instruction does to a state.
 */
#ifndef KMC_INTERP_H
#define KMC_INTERP_H

#include "flow.h"

/* Interpret @in, which is no terminator, on @s. Fills @out with the states
 * after it and the value of its destination; returns how many there are. Zero:
 * the path ends here.
 */
unsigned int flow_interp(struct flow *fl, struct state *s,
			 const struct ir_insn *in, struct flow_out *out);

#endif
