/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Too many combinations of mappings at a block: two states are made to agree by
 * forgetting the live mappings that only one of them has. What is forgotten is
 * nobody's from then on, as if it had been lost: its release tells nothing.
 */
#include "arena.h"
#include "merge.h"
#include "segment.h"

static bool is_pair(const struct mapping *a, const struct mapping *b)
{
	return a->family == b->family && a->live == b->live &&
	       a->external == b->external &&
	       (a->external ? a->sym == b->sym : a->site == b->site) &&
	       segment_agrees(a, b);
}

static bool is_core(const struct mapping *m)
{
	return m->live || m->external;
}

/* Mark what has no partner in @odd, which is of @a first, then of @b. Mappings
 * keep their order. Returns how many there are; -1: not all can be forgotten.
 */
static int find_odd(const struct state *a, const struct state *b, bool *odd)
{
	unsigned int i, j, next = 0, n = 0;

	for (i = 0; i < b->nmaps; i++)
		odd[a->nmaps + i] = is_core(&b->maps[i]);
	for (i = 0; i < a->nmaps; i++) {
		if (!is_core(&a->maps[i]))
			continue;
		for (j = next; j < b->nmaps; j++)
			if (is_core(&b->maps[j]) &&
			    is_pair(&a->maps[i], &b->maps[j]))
				break;
		odd[i] = j == b->nmaps;
		if (odd[i])
			continue;
		odd[a->nmaps + j] = false;
		next = j + 1;
	}
	for (i = 0; i < a->nmaps + b->nmaps; i++) {
		const struct mapping *m = i < a->nmaps ? &a->maps[i] :
					  &b->maps[i - a->nmaps];

		if (odd[i] && m->external)
			return -1;
		n += odd[i];
	}
	return (int)n;
}

int state_shed_cost(const struct state *a, const struct state *b,
		    struct arena *scratch)
{
	bool *odd;

	if (a->confidence != b->confidence || a->faults_off != b->faults_off)
		return -1;
	odd = ARENA_ARRAY(scratch, bool, a->nmaps + b->nmaps + 1);
	return find_odd(a, b, odd);
}

static void drop(struct state *s, const bool *odd)
{
	unsigned int i, n = 0;

	for (i = 0; i < s->nmaps; i++)
		if (!odd[i])
			s->maps[n++] = s->maps[i];
	s->nmaps = n;
}

void state_shed(struct state *a, struct state *b, struct arena *scratch)
{
	unsigned int n = a->nmaps;
	bool *odd = ARENA_ARRAY(scratch, bool, n + b->nmaps + 1);

	find_odd(a, b, odd);
	drop(a, odd);
	drop(b, odd + n);
	a->widened = b->widened = true;
}
