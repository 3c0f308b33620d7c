/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The worklist: states go through the blocks in reverse postorder until no new
 * one arrives. See doc/design.md, "The dataflow".
 *
 * Invariant: a state in a block's list is never changed while it is being
 * interpreted.
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
	fl->nleaks = fl->nends = fl->nreleased = 0;
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
	flow_queue_add(&w, 1, s);
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
