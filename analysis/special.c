/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Callbacks: a function that calls what a parameter points to is run once more
 * for each function of the unit, or of the table, that is passed for it.
 */
#include <string.h>

#include "arena.h"
#include "flow.h"

struct special {
	int index;			/* of the function */
	unsigned int nbound;
	ex *bound;			/* by parameter: the function passed */
	struct summary *sum;
};

/* Callbacks that pass callbacks on; runs in a unit. */
#define MAX_SPECIAL_DEPTH 3
#define MAX_SPECIALS 64

/* Does it matter to know that @v is called? */
static bool is_callback(struct flow *fl, ex v)
{
	int64_t c;
	const struct sym *y = expr_is_sym(fl->es, v, &c);
	const struct summary *sum;
	const char *name;

	if (!y || y->kind != SYM_GLOBAL || c)
		return false;
	name = (const char *)y->key;
	if (known_find(fl->uf->table, name))
		return true;
	sum = flow_summary(fl->uf, name);
	return sum && (sum->nuses || sum->effects || sum->calls);
}

/* A parameter of ours is passed on to be called. */
static void note_passed(struct flow *fl, ex v)
{
	int64_t c;
	const struct sym *y = expr_is_sym(fl->es, v, &c);

	if (y && y->kind == SYM_PARAM && !c && y->id < 64)
		fl->summary->calls |= UINT64_C(1) << y->id;
}

/* The functions passed for parameters that are called; NULL: none is known. */
static ex *find_bound(struct flow *fl, const struct ir_insn *insn,
		      const struct summary *sum, unsigned int nparams)
{
	ex *bound = ARENA_ARRAY(fl->uf->arena, ex, nparams + 1);
	bool any = false;
	unsigned int i;

	for (i = 0; i < insn->nargs && i < nparams && i < 64; i++) {
		ex v;

		if (!(sum->calls >> i & 1))
			continue;
		v = flow_operand(fl, &insn->args[i]);
		note_passed(fl, v);
		if (!is_callback(fl, v))
			continue;
		bound[i] = v;
		any = true;
	}
	return any ? bound : NULL;
}

static struct special *find_special(struct unit_flow *uf, int index, ex *bound,
				    unsigned int n)
{
	unsigned int i;

	for (i = 0; i < uf->nspecials; i++)
		if (uf->specials[i]->index == index &&
		    !memcmp(uf->specials[i]->bound, bound, n * sizeof(*bound)))
			return uf->specials[i];
	return NULL;
}

/* A function is no more exact than any of its runs. */
static void count_run(struct analyze_func *all, const struct analyze_func *run)
{
	all->steps += run->steps;
	if (run->states > all->states)
		all->states = run->states;
	if (run->state <= all->state)
		return;
	all->state = run->state;
	all->why = run->why;
}

static struct special *run_special(struct flow *fl, int index, ex *bound,
				   unsigned int n, const struct summary *sum)
{
	struct unit_flow *uf = fl->uf;
	struct special *sp = ARENA_NEW(uf->arena, struct special);
	struct analyze_func stats;
	unsigned int i;

	sp->index = index;
	sp->nbound = n;
	sp->bound = bound;
	sp->sum = ARENA_NEW(uf->arena, struct summary);
	sp->sum->maps = sum->maps;
	for (i = 0; i < n; i++) {
		const struct summary *to = bound[i] ? flow_summary(uf,
			(const char *)expr_root(bound[i])->key) : NULL;

		if (to && to->effects)
			sp->sum->maps = true;
	}
	uf->specials = ARENA_GROW(uf->arena, uf->specials, uf->nspecials,
				  &uf->cap_specials);
	uf->specials[uf->nspecials++] = sp;
	memset(&stats, 0, sizeof(stats));
	uf->special_depth++;
	flow_function_bound(uf, (unsigned int)index, true, sp->sum, bound,
			    &stats);
	uf->special_depth--;
	count_run(&uf->stats->funcs[index], &stats);
	return sp;
}

const struct summary *flow_special(struct flow *fl, const struct ir_insn *insn,
				   const char *callee,
				   const struct summary *sum)
{
	int index = flow_index(fl->uf, callee);
	struct special *sp;
	unsigned int n;
	ex *bound;

	if (!sum->calls || index < 0 || sum == fl->summary)
		return sum;
	n = fl->uf->unit->funcs[index]->nparams;
	bound = find_bound(fl, insn, sum, n);
	if (!bound)
		return sum;
	sp = find_special(fl->uf, index, bound, n);
	if (!sp) {
		if (fl->uf->special_depth >= MAX_SPECIAL_DEPTH ||
		    fl->uf->nspecials >= MAX_SPECIALS) {
			flow_widen(fl, "too many functions passed to be called");
			return sum;
		}
		sp = run_special(fl, index, bound, n, sum);
	}
	return sp->sum->done ? sp->sum : sum;
}
