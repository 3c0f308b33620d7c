/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The end of a block: what a state learns on each edge, and where it goes.
 */
#include "arena.h"
#include "blocks.h"
#include "exit.h"
#include "flow-work.h"

static ex phi_value(struct flow *fl, const struct ir_insn *phi, uint32_t from)
{
	unsigned int j;

	for (j = 0; j < phi->nargs; j++)
		if (phi->from[j] == from)
			return flow_operand(fl, &phi->args[j]);
	return NULL;
}

static void pack_value(struct state *s, uint32_t v, ex val)
{
	if (!val)
		return;
	s->live = ARENA_GROW(s->arena, s->live, s->nlive, &s->cap_live);
	s->live[s->nlive].value = v;
	s->live[s->nlive++].val = val;
}

/* Put the values live into @to into @s, as they are on the edge. */
static void pack(struct flow *fl, struct state *s, uint32_t from, uint32_t to)
{
	const struct ir_block *bb = &fl->func->blocks[to];
	const uint64_t *row = &fl->blocks->live_in[(size_t)to *
						   fl->blocks->words];
	unsigned int i, w;

	s->nlive = s->cap_live = 0;
	s->live = NULL;
	for (w = 0; w < fl->blocks->words; w++) {
		uint64_t bits;

		for (bits = row[w]; bits; bits &= bits - 1) {
			uint32_t v = w * 64 + (uint32_t)__builtin_ctzll(bits);
			ex val = fl->cur[v];

			for (i = 0; i < bb->ninsns &&
				    bb->insns[i]->op == IR_PHI; i++)
				if (bb->insns[i]->dest == v)
					val = phi_value(fl, bb->insns[i], from);
			pack_value(s, v, val);
		}
	}
}

static void edge(struct work *w, struct state *s, uint32_t from, uint32_t to)
{
	s->entered = w->fl->blocks->header[to] &&
		     !blocks_back_edge(w->fl->blocks, from, to) ? to : 0;
	w->fl->effort += state_size(s);
	pack(w->fl, s, from, to);
	state_prune(s, w->fl->scratch);
	arena_reset(w->fl->scratch);
	state_trim(s, w->fl->insn);
	flow_note_dropped(w->fl, s);
	flow_arrive(w, from, to, s);
}

static bool leaves_loop(const struct blocks *b, uint32_t from, uint32_t to)
{
	uint32_t loop = b->header[from] ? from : b->inner[from];

	return loop && !blocks_in_loop(b, to, loop);
}

/* That a loop runs not even once is often ruled out by what callers promise:
 * a path on which it does not proves little.
 */
static bool skips_loop(struct work *w, const struct state *s, uint32_t from,
		       uint32_t to)
{
	return s->entered == from && leaves_loop(w->fl->blocks, from, to);
}

static void take_branch(struct work *w, struct state *s, uint32_t from,
			const struct ir_insn *t, unsigned int choice, bool open)
{
	if (skips_loop(w, s, from, t->targets[choice])) {
		w->fl->summary->unlikely = true;
		if (w->fl->uf->options->level < CONFIDENCE_POSSIBLE)
			return;
		s->confidence = CONFIDENCE_POSSIBLE;
	}
	flow_step(w->fl, s, STEP_BRANCH, t, choice, NULL);
	s->open = s->open || open;
	edge(w, s, from, t->targets[choice]);
}

static bool is_wide(void *closure, const struct sym *y, uint32_t number)
{
	(void)closure;
	(void)number;
	return y->kind == SYM_HAVOC && y->id / 64 > 8;
}

/* What earlier branches said of the same values before a call that may have
 * changed them: kept unless it is the same branch that asks again.
 */
static int decide_weakly(struct state *s, ex cond, ex before,
			 const struct ir_insn *t)
{
	int v;

	/* a number stored before a call may change; a flag does not */
	if (!before->n && expr_any(s->es, cond, is_wide, NULL))
		return -1;
	s->asking = t;
	s->deaf = true;
	v = state_decide(s, before);
	s->deaf = false;
	return v;
}

static void branch_one(struct work *w, struct state *s, uint32_t from,
		       const struct ir_insn *t, ex cond, bool truth, bool open)
{
	struct state *other, *first;
	ex before = state_before(s, cond);
	int weak = before != cond ? decide_weakly(s, cond, before, t) :
		   -1;

	if (weak == !truth) {
		w->fl->summary->unlikely = true;
		if (w->fl->uf->options->level < CONFIDENCE_POSSIBLE)
			return;
		s->confidence = CONFIDENCE_POSSIBLE;
	}
	s->asking = t;
	first = state_split(s, cond, truth, &other);
	if (first) {
		if (before != cond)
			state_assume(first, before, truth);
		first->asking = NULL;
		take_branch(w, first, from, t, truth ? 0 : 1, open);
	}
	if (other) {
		other->asking = NULL;
		take_branch(w, other, from, t, truth ? 0 : 1, open);
	}
}

static void branch_if(struct work *w, struct state *s, uint32_t from,
		      const struct ir_insn *t)
{
	ex cond = flow_operand(w->fl, &t->a);
	int known = state_decide(s, cond);
	bool open = w->fl->blocks->loop[from] &&
		    (leaves_loop(w->fl->blocks, from, t->targets[0]) ||
		     leaves_loop(w->fl->blocks, from, t->targets[1]));

	if (known >= 0) {
		edge(w, s, from, t->targets[known ? 0 : 1]);
		return;
	}
	branch_one(w, state_copy(s), from, t, cond, true, open);
	branch_one(w, s, from, t, cond, false, open);
}

static bool assume_case(struct flow *fl, struct state *s, ex v,
			const struct ir_case *c)
{
	struct range r = { c->lo, c->hi, false, false };

	(void)fl;
	return state_fact(s, v, r);
}

static void branch_switch(struct work *w, struct state *s, uint32_t from,
			  const struct ir_insn *t)
{
	struct flow *fl = w->fl;
	ex v = flow_operand(fl, &t->a);
	unsigned int i;

	for (i = 0; i < t->ncases; i++) {
		struct state *n = state_copy(s);

		if (!assume_case(fl, n, v, &t->cases[i]))
			continue;
		if (t->cases[i].lo == t->cases[i].hi &&
		    !state_assume(n, expr_op(fl->es, IR_EQ, IR_U1, v,
				  expr_const(fl->es, t->cases[i].lo)), true))
			continue;
		flow_step(fl, n, STEP_BRANCH, t, i + 1, NULL);
		n->open = true;
		edge(w, n, from, t->cases[i].target);
	}
	for (i = 0; i < t->ncases; i++)
		if (t->cases[i].lo == t->cases[i].hi &&
		    !state_assume(s, expr_op(fl->es, IR_EQ, IR_U1, v,
				  expr_const(fl->es, t->cases[i].lo)), false))
			return;
	flow_step(fl, s, STEP_BRANCH, t, 0, NULL);
	s->open = true;
	edge(w, s, from, t->targets[0]);
}

void flow_terminate(struct work *w, struct state *s, uint32_t from,
		    const struct ir_insn *t)
{
	unsigned int i;

	switch (t->op) {
	case IR_GOTO:
		edge(w, s, from, t->targets[0]);
		break;
	case IR_IF:
		branch_if(w, s, from, t);
		break;
	case IR_SWITCH:
		branch_switch(w, s, from, t);
		break;
	case IR_ANY:
		for (i = 0; i < t->ntargets; i++) {
			struct state *n = state_copy(s);

			n->open = true;
			edge(w, n, from, t->any[i]);
		}
		break;
	case IR_RET:
		flow_exit(w->fl, s, t);
		break;
	default:
		break;
	}
}
