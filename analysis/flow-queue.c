/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The states that arrive at a block: which are merged, which are kept apart,
 * and what is given up when there are too many.
 *
 * Invariants:
 *  1 of two states in a list none is an instance of the other when it is added
 *  2 every loop ends: states of a header are merged with widening from the
 *    second round on, unless all its exits were decided by constants, and that
 *    for at most MAX_UNROLL rounds
 */
#include <limits.h>

#include "arena.h"
#include "blocks.h"
#include "flow-work.h"
#include "merge.h"
#include "segment.h"

#define STATES_APART 4	/* of one block that agree and are not merged */
#define STATES_APART_PLAIN 2	/* the same where nothing is mapped */
#define MAX_UNROLL 40
#define PATIENCE 6	/* merges into one state, then bounds are widened; */
#define MAX_MERGES 200			/* and then no more */

void flow_queue_add(struct work *w, uint32_t block, struct state *s)
{
	struct queue *q = &w->queues[block];
	struct flow *fl = w->fl;

	s = state_copy_to(fl->states, s);
	q->list = ARENA_GROW(fl->arena, q->list, q->n, &q->cap);
	q->pending = ARENA_GROW(fl->arena, q->pending, q->n, &q->cap_pending);
	s->id = ++fl->next_id;
	s->visits = 0;
	q->list[q->n] = s;
	q->pending[q->n++] = true;
	q->npending++;
	w->pending++;
	if (q->n > fl->widest)
		fl->widest = q->n;
}

static void queue_again(struct work *w, uint32_t block, unsigned int i)
{
	struct queue *q = &w->queues[block];

	if (q->pending[i])
		return;
	q->pending[i] = true;
	q->npending++;
	w->pending++;
}

static const struct ir_insn *block_end(const struct flow *fl, uint32_t block)
{
	const struct ir_block *bb = &fl->func->blocks[block];

	return bb->insns[bb->ninsns - 1];
}

/* Merge @s into the list's state number @i. */
static void queue_merge(struct work *w, uint32_t block, unsigned int i,
			struct state *s)
{
	struct queue *q = &w->queues[block];
	struct state *h = q->list[i];
	unsigned int id = h->id, visits = h->visits;
	bool widen = visits > (w->fl->blocks->header[block] ? 0 : PATIENCE);

	w->fl->effort += 4 * (state_size(h) + state_size(s));
	if (!state_merge(&h, s, w->fl->func, block, widen,
			 w->fl->scratch)) {
		if (h->entered == s->entered)
			return;
		h->entered = 0;
	}
	state_trim(h, block_end(w->fl, block));
	flow_note_dropped(w->fl, h);
	h->id = id;
	h->visits = visits + 1;
	/* an end, should widening fail to bring one */
	if (h->visits > MAX_MERGES) {
		flow_widen(w->fl, "a loop that changes too much");
		return;
	}
	q->list[i] = h;
	queue_again(w, block, i);
}

static bool is_instance(struct work *w, uint32_t block, struct state *s)
{
	struct queue *q = &w->queues[block];
	unsigned int i;

	for (i = 0; i < q->n; i++) {
		struct state *h = q->list[i];

		if (!state_agrees(h, s, false) ||
		    (h->entered && h->entered != s->entered))
			continue;
		w->fl->effort += state_size(h) + state_size(s);
		if (state_is_instance(h, s, w->fl->func, block,
				      w->fl->scratch))
			return true;
	}
	return false;
}

/* How many flags that are 0 here and 1 there would be forgotten? They tell more
 * than other values.
 */
static unsigned int distance(const struct state *a, const struct state *b)
{
	unsigned int i, j = 0, d = 0;

	for (i = 0; i < a->nlive; i++) {
		ex x = a->live[i].val, y;

		while (j < b->nlive && b->live[j].value < a->live[i].value)
			j++;
		if (j == b->nlive || b->live[j].value != a->live[i].value)
			continue;
		y = b->live[j].val;
		if (x != y)
			d += !x->n && !y->n;
	}
	return d;
}

/* The state of the list that @s is best merged with, or -1. */
static int partner(struct work *w, uint32_t block, const struct state *s,
		   bool back, bool loose)
{
	struct queue *q = &w->queues[block];
	unsigned int depth = w->fl->blocks->loop[block], i, d, least = 0;
	int found = -1;

	for (i = q->n; i-- > 0;) {
		if (!state_agrees(q->list[i], s, loose))
			continue;
		/* the first round is kept apart from the others */
		if (w->fl->blocks->header[block] && !loose &&
		    (q->list[i]->entered == block) == back)
			continue;
		if (back && depth && depth <= STATE_LOOPS &&
		    q->list[i]->id == s->loop[depth - 1])
			return (int)i;
		d = back ? 0 : distance(q->list[i], s);
		if (found < 0 || back || d < least) {
			found = (int)i;
			least = d;
		}
	}
	return found;
}

static unsigned int agreeing(const struct queue *q, const struct state *s)
{
	unsigned int i, n = 0;

	for (i = 0; i < q->n; i++)
		if (state_agrees(q->list[i], s, false))
			n++;
	return n;
}

#define MAX_ROOMS 16

static void forget_released(struct state *s)
{
	unsigned int i, n = 0;

	for (i = 0; i < s->nmaps; i++)
		if (s->maps[i].live || s->maps[i].external)
			s->maps[n++] = s->maps[i];
	s->nmaps = n;
}

/* Two states of the list were kept apart for their facts: merge those that are
 * most alike, and put @s in the place of one. False: no two agree.
 */
static bool make_room(struct work *w, uint32_t block, struct state *s)
{
	struct queue *q = &w->queues[block];
	bool header = w->fl->blocks->header[block];
	unsigned int i, j, d, into = 0, from = 0, least = UINT_MAX;

	for (j = 1; j < q->n; j++)
		for (i = 0; i < j; i++) {
			const struct state *a = q->list[i], *b = q->list[j];

			if (!state_agrees(a, b, false) ||
			    (header &&
			     (a->entered == block) != (b->entered == block)))
				continue;
			d = distance(a, b);
			if (d >= least)
				continue;
			into = i;
			from = j;
			least = d;
		}
	if (least == UINT_MAX)
		return false;
	q->rooms++;
	q->list[into] = state_copy(q->list[into]);
	forget_released(q->list[into]);
	queue_merge(w, block, into, q->list[from]);
	s = state_copy_to(w->fl->states, s);
	s->id = ++w->fl->next_id;
	s->visits = 0;
	q->list[from] = s;
	queue_again(w, block, from);
	return true;
}

#define MAX_ROUNDS_LIVE 3

/* A loop that maps in every round and releases elsewhere, through places that
 * are not followed: from the third round on its mappings are nobody's.
 */
static void stop_growth(struct state *s)
{
	unsigned int i, j, n;

	for (i = 0; i < s->nmaps; i++) {
		const struct ir_insn *site = s->maps[i].site;

		for (n = 0, j = 0; j < s->nmaps; j++)
			n += s->maps[j].live && !s->maps[j].external &&
			     s->maps[j].site == site;
		if (n <= MAX_ROUNDS_LIVE)
			continue;
		for (n = 0, j = 0; j < s->nmaps; j++)
			if (s->maps[j].site != site || !s->maps[j].live)
				s->maps[n++] = s->maps[j];
		s->nmaps = n;
		i = 0;
	}
}

/* There are as many combinations of mappings at @block as are kept: @s is made
 * to agree with one of them. Returns its number, or -1.
 */
static int shed(struct work *w, uint32_t block, struct state *s)
{
	struct queue *q = &w->queues[block];
	struct arena *scratch = w->fl->scratch;
	int found = -1, least = 0, cost;
	unsigned int i;

	for (i = 0; i < q->n; i++) {
		cost = state_shed_cost(q->list[i], s, scratch);
		if (cost < 0 || (found >= 0 && cost >= least))
			continue;
		found = (int)i;
		least = cost;
	}
	if (found >= 0) {
		q->list[found] = state_copy(q->list[found]);
		state_shed(q->list[found], s, scratch);
		flow_widen(w->fl, "mappings in too many combinations");
		queue_again(w, block, (unsigned int)found);
	}
	arena_reset(scratch);
	return found;
}

void flow_arrive(struct work *w, uint32_t from, uint32_t block,
		 struct state *s)
{
	struct flow *fl = w->fl;
	struct queue *q = &w->queues[block];
	bool back = blocks_back_edge(fl->blocks, from, block);
	bool unroll = back && !s->open && q->n < MAX_UNROLL && fl->maps;
	unsigned int apart = fl->maps ? STATES_APART : STATES_APART_PLAIN;
	int at;

	if (!back && fl->blocks->header[block])
		segment_enter(s, fl->func, block);
	if (back && fl->maps) {
		/* rounds that are followed one by one are left as they are */
		segment_fold(s, fl->blocks->loop[block],
			     s->open ? MAX_ROUNDS_LIVE + 1 :
			     q->n >= MAX_UNROLL ? 2 : UINT_MAX,
			     fl->uf->unit->target.bits);
		if (s->open)
			stop_growth(s);
	}
	if (is_instance(w, block, s))
		return;
	if (q->n < fl->max_states &&
	    (unroll || (!back && agreeing(q, s) < apart))) {
		flow_queue_add(w, block, s);
		return;
	}
	at = partner(w, block, s, back, false);
	if (at < 0 && q->n < fl->max_states) {
		flow_queue_add(w, block, s);
		return;
	}
	if (at < 0 && q->rooms < MAX_ROOMS && make_room(w, block, s))
		return;
	if (at < 0) {
		s->widened = true;
		at = partner(w, block, s, back, true);
		if (at < 0)
			at = shed(w, block, s);
		flow_widen(fl, "too many states in a block");
	}
	if (at >= 0)
		queue_merge(w, block, (unsigned int)at, s);
	else
		fl->given_up = "mappings in too many combinations";
}
