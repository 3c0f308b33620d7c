/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The worklist: states go through the blocks in reverse postorder until no new
 * one arrives. See doc/design.md, "The dataflow".
 *
 * Invariants:
 *  1 a state in a block's list is never changed while it is being interpreted
 *  2 of two states in a list none is an instance of the other when it is added
 *  3 every loop ends: states of a header are merged with widening from the
 *    second round on, unless all its exits were decided by constants, and that
 *    for at most MAX_UNROLL rounds
 */
#include <limits.h>
#include <string.h>

#include "arena.h"
#include "blocks.h"
#include "exit.h"
#include "flow-work.h"
#include "interp.h"
#include "merge.h"
#include "segment.h"

#define DEFAULT_STATES 48
#define DEFAULT_STEPS 40000	/* a function that maps; and one that does not */
#define DEFAULT_STEPS_PLAIN 4000	/* and 16 for each instruction */
#define MAX_EFFORT 8000000	/* parts of states looked at, of a unit; */
#define MAX_EFFORT_PLAIN 1000000	/* and what each function may have */
#define STATES_APART 4			/* of one block that agree and are not merged */
#define STATES_APART_PLAIN 2	/* the same where nothing is mapped */
#define MAX_UNROLL 40
#define PATIENCE 6	/* merges into one state, then bounds are widened; */
#define MAX_MERGES 200			/* and then no more */
#define MAX_MEMORY ((size_t)32 << 20)
#define MIN_GARBAGE ((size_t)1 << 20)

void flow_widen(struct flow *fl, const char *why)
{
	if (!fl->widened)
		fl->widened = why;
}

void flow_note_dropped(struct flow *fl, struct state *s)
{
	if (s->dropped)
		flow_widen(fl, s->dropped);
	s->dropped = NULL;
}

static void queue_add(struct work *w, uint32_t block, struct state *s)
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
		queue_add(w, block, s);
		return;
	}
	at = partner(w, block, s, back, false);
	if (at < 0 && q->n < fl->max_states) {
		queue_add(w, block, s);
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

/* ---- blocks ---- */

struct point {
	struct state *state;
	ex *cur;
	unsigned int at;
};

#define MAX_POINTS 256

static bool out_of_budget(struct flow *fl)
{
	if (fl->given_up)
		return true;
	fl->effort++;
	if (++fl->steps > fl->max_steps)
		fl->given_up = "too many steps";
	else if (fl->effort > fl->max_effort)
		fl->given_up = "too much effort";
	else if ((fl->steps & 63) == 0 &&
		 arena_used(fl->arena) + arena_used(fl->states) >
		 fl->max_memory)
		fl->given_up = "too much memory";
	return fl->given_up != NULL;
}

/* Run @p to the end of the block; further states go to @points. */
static void run_point(struct work *w, uint32_t block, struct point p,
		      struct point *points, unsigned int *npoints)
{
	struct flow *fl = w->fl;
	const struct ir_block *bb = &fl->func->blocks[block];
	struct flow_out out[FLOW_FORKS];
	unsigned int n, i;

	fl->cur = p.cur;
	for (; p.at < bb->ninsns; p.at++) {
		const struct ir_insn *in = bb->insns[p.at];

		if (out_of_budget(fl))
			return;
		fl->insn = in;
		fl->block = block;
		fl->depth = fl->blocks->loop[block];
		fl->in_loop = fl->depth > 0;
		if (in->loc.file)
			p.state->at = in->loc;
		if (ir_op_form(in->op) == IR_FORM_TERM) {
			flow_terminate(w, p.state, block, in);
			return;
		}
		n = flow_interp(fl, p.state, in, out);
		if (!n)
			return;
		for (i = 0; i < n; i++)
			flow_note_dropped(fl, out[i].state);
		for (i = 1; i < n; i++) {
			struct point *q = &points[*npoints];

			if (*npoints == MAX_POINTS) {
				flow_widen(fl, "too many paths in a block");
				break;
			}
			++*npoints;
			q->state = out[i].state;
			q->cur = (ex *)arena_dup(fl->work, fl->cur,
					fl->func->nvals * sizeof(ex));
			if (in->dest)
				q->cur[in->dest] = out[i].result;
			q->at = p.at + 1;
		}
		p.state = out[0].state;
		if (in->dest)
			fl->cur[in->dest] = out[0].result;
	}
}

static void run_block(struct work *w, uint32_t block, const struct state *h)
{
	struct flow *fl = w->fl;
	struct point points[MAX_POINTS];
	unsigned int n = 1, i, depth = fl->blocks->loop[block];

	points[0].state = state_copy_to(fl->work, h);
	/* further points copy it: the first may use the same memory again */
	points[0].cur = fl->values;
	memset(fl->values, 0, fl->func->nvals * sizeof(ex));
	points[0].at = 0;
	for (i = 0; i < h->nlive; i++)
		if (h->live[i].value < fl->func->nvals)
			points[0].cur[h->live[i].value] = h->live[i].val;
	if (fl->blocks->header[block] && depth && depth <= STATE_LOOPS) {
		points[0].state->loop[depth - 1] = h->id;
		points[0].state->open = false;
	}
	while (n && !fl->given_up) {
		struct point p = points[--n];

		run_point(w, block, p, points, &n);
	}
	arena_reset(fl->work);
}

/* States that were merged into others are garbage: what the queues hold moves
 * to a new arena when it has doubled since the last time.
 */
static void collect(struct work *w)
{
	struct flow *fl = w->fl;
	struct arena *fresh;
	unsigned int b, i;

	if (arena_used(fl->states) < 2 * w->kept + MIN_GARBAGE)
		return;
	fresh = arena_new();
	for (b = 1; b < fl->func->nblocks; b++)
		for (i = 0; i < w->queues[b].n; i++)
			w->queues[b].list[i] =
				state_copy_to(fresh, w->queues[b].list[i]);
	arena_free(fl->states);
	fl->states = fresh;
	w->kept = arena_used(fresh);
}

static void run_worklist(struct work *w)
{
	struct flow *fl = w->fl;
	unsigned int o, i;

	while (w->pending && !fl->given_up) {
		for (o = 1; o < fl->blocks->n; o++)
			if (fl->blocks->by_order[o] &&
			    w->queues[fl->blocks->by_order[o]].npending)
				break;
		if (o == fl->blocks->n)
			break;
		{
			uint32_t block = fl->blocks->by_order[o];
			struct queue *q = &w->queues[block];

			for (i = 0; i < q->n && !q->pending[i]; i++)
				;
			q->pending[i] = false;
			q->npending--;
			w->pending--;
			collect(w);
			run_block(w, block, q->list[i]);
		}
	}
}

/* One run over the function with the assumptions there are. */
static void run(struct flow *fl)
{
	struct work w;
	struct state *s = state_new(fl->arena, fl->es);
	struct range mapped = range_all();
	unsigned int i;

	mapped.nz = mapped.nerr = true;

	memset(&w, 0, sizeof(w));
	w.fl = fl;
	arena_reset(fl->states);
	w.queues = ARENA_ARRAY(fl->arena, struct queue, fl->func->nblocks);
	fl->assumed_more = false;
	for (i = 0; i < fl->nassumed; i++)
		fl->assumed[i].nshots = 0;
	fl->nleaks = fl->nreleased = 0;
	fl->found.arena = fl->uf->arena;
	fl->found.n = 0;
	fl->summary->noutcomes = fl->summary->nuses = 0;
	fl->summary->depth = 0;
	fl->summary->lossy = false;
	fl->summary->unlikely = false;
	s->at = fl->func->loc;
	for (i = 0; i < fl->func->nparams; i++) {
		uint32_t v = fl->func->params[i];
		ex p = expr_sym(fl->es, SYM_PARAM, NULL, i, 0, NULL, NULL,
				fl->func->vals[v].type);

		s->live = ARENA_GROW(fl->arena, s->live, s->nlive,
				     &s->cap_live);
		s->live[s->nlive].value = v;
		s->live[s->nlive++].val = p;
		if (i < 64 && (fl->mapped_params >> i & 1))
			state_fact(s, p, mapped);
		if (fl->bound && fl->bound[i])
			s->live[s->nlive - 1].val = fl->bound[i];
	}
	queue_add(&w, 1, s);
	run_worklist(&w);
	flow_finish(fl);
}

/* Does a call leave a mapping with the caller, or release one of its own? A
 * use counts when mappings are concerned: an address, or page faults.
 */
static bool has_effects(const struct summary *sum)
{
	unsigned int i, j;

	for (i = 0; i < sum->noutcomes; i++) {
		const struct state *s = sum->outcomes[i].state;

		if (s->faults_off)
			return true;
		for (j = 0; j < s->nmaps; j++)
			if (s->maps[j].live || s->maps[j].external)
				return true;
	}
	return false;
}

/* How many instructions may be interpreted? */
static unsigned int step_bound(const struct flow *fl)
{
	unsigned int b, n = 0;

	if (fl->uf->options->max_steps)
		return fl->uf->options->max_steps;
	if (fl->maps)
		return DEFAULT_STEPS;
	for (b = 1; b < fl->func->nblocks; b++)
		n += fl->func->blocks[b].ninsns;
	return DEFAULT_STEPS_PLAIN + 16 * n;
}

/* How much may be looked at? What earlier functions of the unit took is not
 * there any more, but for a rest that each has.
 */
static unsigned long effort_bound(const struct flow *fl)
{
	unsigned long spent = fl->uf->effort;

	if (fl->uf->options->max_effort)
		return fl->uf->options->max_effort;
	return fl->maps && spent < MAX_EFFORT - MAX_EFFORT_PLAIN ?
	       MAX_EFFORT - spent : MAX_EFFORT_PLAIN;
}

#define MAX_RUNS 4

void flow_function(struct unit_flow *uf, unsigned int index, bool final,
		   struct analyze_func *stats)
{
	flow_function_bound(uf, index, final, uf->summaries[index], NULL,
			    stats);
}

void flow_function_bound(struct unit_flow *uf, unsigned int index, bool final,
			 struct summary *sum, const ex *bound,
			 struct analyze_func *stats)
{
	struct flow fl;
	unsigned int runs = 0, i;

	memset(&fl, 0, sizeof(fl));
	fl.uf = uf;
	fl.index = index;
	fl.func = uf->unit->funcs[index];
	fl.arena = arena_new();
	fl.states = arena_new();
	fl.work = arena_new();
	fl.scratch = arena_new();
	fl.es = uf->es;
	fl.max_states = uf->options->max_states ? uf->options->max_states :
			DEFAULT_STATES;
	fl.maps = sum->maps;
	fl.bound = bound;
	fl.max_steps = step_bound(&fl);
	fl.max_effort = effort_bound(&fl);
	fl.max_memory = uf->options->max_memory ? uf->options->max_memory :
			MAX_MEMORY;
	fl.blocks = blocks_new(fl.arena, fl.func);
	fl.summary = sum;
	fl.values = ARENA_ARRAY(fl.arena, ex, fl.func->nvals + 1);
	fl.used = blocks_used_values(fl.arena, fl.func);
	/* what a release tells of an earlier call is known only afterwards */
	do
		run(&fl);
	while (fl.assumed_more && !fl.given_up && ++runs < MAX_RUNS);
	if (fl.assumed_more && runs == MAX_RUNS)
		flow_widen(&fl, "too many callees that must have mapped something");
	for (i = 0; final && i < fl.found.n; i++)
		finding_add(uf->findings, fl.found.list[i]);
	fl.summary->done = true;
	fl.summary->partial = fl.given_up != NULL;
	fl.summary->effects = has_effects(fl.summary);
	stats->name = fl.func->name;
	stats->states = fl.widest;
	stats->steps = fl.steps;
	stats->effort = fl.effort;
	uf->effort += fl.effort;
	stats->state = fl.given_up ? ANALYZE_GIVEN_UP : fl.widened ?
		       ANALYZE_WIDENED : ANALYZE_EXACT;
	stats->why = fl.given_up ? fl.given_up : fl.widened;
	arena_free(fl.scratch);
	arena_free(fl.work);
	arena_free(fl.states);
	arena_free(fl.arena);
}
