/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Merging of path states at blocks.
 */
#ifndef KMC_MERGE_H
#define KMC_MERGE_H

#include "state.h"

/* Do the mappings, depths and confidence of two states agree, so that they may
 * be merged? @loose: also when they were made in different places.
 */
bool state_agrees(const struct state *a, const struct state *b, bool loose);

/* Replace *@h by a state that it and @s (which agree) are instances of, at
 * @block of @f. Returns false, and leaves *@h, when @s is an instance of *@h
 * already. @widen: the block heads a loop; bounds that moved go to the next
 * step, so that merging ends. @scratch is for temporary memory and is reset.
 */
bool state_merge(struct state **h, struct state *s, const struct ir_func *f,
		 uint32_t block, bool widen, struct arena *scratch);

/* How many mappings must be forgotten so that @a and @b agree (loosely); -1
 * when they cannot. And forget them. @scratch is for temporary memory.
 */
int state_shed_cost(const struct state *a, const struct state *b,
		    struct arena *scratch);
void state_shed(struct state *a, struct state *b, struct arena *scratch);

/* Is @s an instance of @h, so that nothing new comes with it? @scratch is for
 * temporary memory and is reset.
 */
bool state_is_instance(struct state *h, struct state *s,
		       const struct ir_func *f, uint32_t block,
		       struct arena *scratch);

#endif
