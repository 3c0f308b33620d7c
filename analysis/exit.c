/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ends of paths: leaks, and the outcomes of the summary.
 *
 * A mapping that is live at a return is the caller's when the caller can get
 * at it: through the result, a parameter, a global or a heap object. Else it
 * has leaked, unless an unknown function was given the address, may have
 * released it by what it takes (call.c), and no other path releases it.
 */
#include <string.h>

#include "arena.h"
#include "exit.h"
#include "merge.h"
#include "segment.h"

/* So many ends of paths that released a kmap() mapping are remembered. */
#define MAX_ENDS 16

static bool refers(struct flow *fl, ex e, uint32_t sym)
{
	return e && expr_holds(fl->es, e, sym);
}

/* Is the memory at @base still there for others after the return? */
static bool outlives(struct flow *fl, struct state *s, ex base, ex ret)
{
	const struct sym *root = expr_root(base);

	if (!root || root->kind != SYM_OBJECT)
		return true;
	(void)s;
	return refers(fl, ret, root->number);
}

static bool held_in_memory(struct flow *fl, struct state *s, uint32_t sym,
			   ex ret)
{
	unsigned int i;

	for (i = 0; i < s->ncells; i++) {
		const struct cell *c = &s->cells[i];
		const struct sym *root;
		ex v = c->val;

		if (!c->bits || !v->n)
			continue;
		root = expr_root(v);
		if (root && root->kind == SYM_HAVOC && root->y)
			v = root->y;
		if (refers(fl, v, sym) && outlives(fl, s, c->base, ret))
			return true;
	}
	return false;
}

/* Is @page the caller's, so that it can release its kmap() mapping? */
static bool is_callers_page(ex page)
{
	const struct sym *root = page && page->n ? expr_root(page) : NULL;

	return root && (root->kind == SYM_PARAM || root->kind == SYM_CELL ||
			root->kind == SYM_HAVOC || root->kind == SYM_PHI);
}

/* Is @page, or its mapping by that, left where the caller finds it? */
static bool is_page_left(struct flow *fl, struct state *s, ex page, ex ret)
{
	const struct sym *root = page && page->n ? expr_root(page) : NULL;

	return root && (refers(fl, ret, root->number) ||
			held_in_memory(fl, s, root->number, ret));
}

static bool is_failure(struct flow *fl, struct state *s, ex ret)
{
	struct range r;

	if (!ret)
		return false;
	r = state_range(s, ret);
	if (fl->func->ret == IR_PTR)
		return r.lo >= -4095 && r.hi <= 0;
	return r.hi < 0;
}

/* Is @m a kmap() mapping of a page that the caller has anyway? Who releases it
 * may then be anybody.
 */
static bool is_shared(struct flow *fl, struct state *s, const struct mapping *m,
		      ex ret)
{
	return !m->seg && m->family == KNOWN_KMAP && is_callers_page(m->page) &&
	       (!is_failure(fl, s, ret) ||
		expr_root(m->page)->kind != SYM_PARAM);
}

/* Has the array with the elements of @m a holder? */
static bool is_array_held(struct flow *fl, struct state *s,
			  const struct mapping *m, ex ret)
{
	unsigned int i;

	for (i = 0; i < m->seg->ntracks; i++)
		if (m->seg->t[i].page ||
		    outlives(fl, s, m->seg->t[i].base, ret))
			return true;
	return false;
}

static bool has_holder(struct flow *fl, struct state *s,
		       const struct mapping *m, ex ret)
{
	/* a status of 32 bits cannot hold an address of 64 */
	if (ir_type_bits(fl->uf->unit, fl->func->ret) <
	    fl->uf->unit->target.bits && fl->func->ret != IR_AGG)
		ret = NULL;
	if (m->seg)
		return is_array_held(fl, s, m, ret);
	if (refers(fl, ret, m->sym) || held_in_memory(fl, s, m->sym, ret))
		return true;
	if (m->family == KNOWN_KMAP && !is_callers_page(m->page) &&
	    is_page_left(fl, s, m->page, ret))
		return true;
	/* what an iterator holds goes with the iterator */
	return m->page && m->family != KNOWN_KMAP && m->api &&
	       known_effect(known_find(fl->uf->table, m->api), KNOWN_HOLDS) &&
	       outlives(fl, s, m->page, ret);
}

static struct leak *add_leak(struct flow *fl, struct state *s,
			     const struct ir_insn *in, struct mapping *m)
{
	struct leak *l;

	fl->leaks = ARENA_GROW(fl->arena, fl->leaks, fl->nleaks,
			       &fl->cap_leaks);
	l = &fl->leaks[fl->nleaks++];
	memset(l, 0, sizeof(*l));
	l->mapping = *m;
	l->state = state_copy_to(fl->arena, s);
	l->event.kind = EVENT_LEAK;
	l->event.flow = fl;
	l->event.insn = in;
	l->event.loc = in->loc.file ? in->loc : s->at;
	return l;
}

/* A path ends that released a kmap() mapping of ours. */
static void add_end(struct flow *fl, struct state *s, ex ret)
{
	struct kmap_end *e;

	if (!s->kunmapped)
		return;
	if (fl->nends >= MAX_ENDS) {
		flow_widen(fl, "more releases by kunmap() than are kept");
		return;
	}
	fl->ends = ARENA_GROW(fl->arena, fl->ends, fl->nends, &fl->cap_ends);
	e = &fl->ends[fl->nends++];
	e->state = state_copy_to(fl->arena, s);
	e->ret = ret;
}

static void check_leaks(struct flow *fl, struct state *s,
			const struct ir_insn *in, ex ret)
{
	unsigned int i;

	for (i = 0; i < s->nmaps; i++) {
		struct mapping *m = &s->maps[i];
		struct leak *l;

		if (!m->live || m->external || m->lost ||
		    has_holder(fl, s, m, ret))
			continue;
		if (is_shared(fl, s, m, ret)) {
			l = add_leak(fl, s, in, m);
			l->shared = true;
			l->ret = ret;
			continue;
		}
		if (segment_is_live(s, m))
			add_leak(fl, s, in, m);
		/* one report is enough: callers are not told */
		m->live = false;
	}
}

static void return_event(struct flow *fl, struct state *s,
			 const struct ir_insn *in, ex ret)
{
	struct event e;

	memset(&e, 0, sizeof(e));
	e.kind = EVENT_RETURN;
	e.flow = fl;
	e.state = s;
	e.insn = in;
	e.loc = in->loc.file ? in->loc : s->at;
	e.value = ret;
	flow_event(&e);
}

/* ---- outcomes ---- */

struct keep {
	struct flow *fl;
	struct state *s;
	ex ret;
};

/* Does a symbol mean something to a caller? */
static bool is_local_symbol(void *closure, const struct sym *y, uint32_t sym)
{
	const struct keep *k = (const struct keep *)closure;

	if (y->kind == SYM_PARAM || y->kind == SYM_CELL ||
	    y->kind == SYM_GLOBAL || y->kind == SYM_OP)
		return false;
	if (refers(k->fl, k->ret, sym))
		return false;
	return !held_in_memory(k->fl, k->s, sym, k->ret);
}

/* Drop what dies with the function. */
static void strip(struct flow *fl, struct state *s, ex ret)
{
	struct keep k = { fl, s, ret };
	unsigned int i, n = 0;

	s->nlive = 0;
	for (i = 0; i < s->ncells; i++)
		if (outlives(fl, s, s->cells[i].base, ret))
			s->cells[n++] = s->cells[i];
	s->ncells = n;
	for (i = 0, n = 0; i < s->nfacts; i++)
		if (!expr_any(fl->es, s->facts[i].key, is_local_symbol, &k))
			s->facts[n++] = s->facts[i];
	if (n < s->nfacts)
		state_facts_keep(s, n);
	for (i = 0, n = 0; i < s->nmaps; i++)
		if (s->maps[i].live || s->maps[i].external)
			s->maps[n++] = s->maps[i];
	s->nmaps = n;
	s->asking = NULL;
	s->slept = NULL;
	s->kunmapped = 0;
	s->kunmapped_other = false;
	s->open = false;
}

enum ret_class { RET_NONE, RET_ZERO, RET_NEGATIVE, RET_NONZERO, RET_MAPPED,
		 RET_OTHER };

static enum ret_class classify(struct flow *fl, struct state *s, ex ret)
{
	struct range r;

	(void)fl;
	if (!ret)
		return RET_NONE;
	if (state_mapping(s, ret))
		return RET_MAPPED;
	r = state_range(s, ret);
	if (r.lo == 0 && r.hi == 0)
		return RET_ZERO;
	if (r.hi < 0)
		return RET_NEGATIVE;
	return r.nz ? RET_NONZERO : RET_OTHER;
}

/* The path's steps that a caller is shown: maps and releases. */
static void outcome_steps(struct flow *fl, struct outcome *o,
			  const struct step *path)
{
	const struct step *st;
	unsigned int n = 0;

	for (st = path; st; st = st->prev)
		n += st->kind != STEP_BRANCH;
	o->steps = ARENA_ARRAY(fl->uf->arena, const struct step *, n + 1);
	o->nsteps = n;
	for (st = path; st; st = st->prev)
		if (st->kind != STEP_BRANCH)
			o->steps[--n] = (const struct step *)
				arena_dup(fl->uf->arena, st, sizeof(*st));
}

/* The cell of @s at the place of @c, or NULL. */
static const struct cell *same_place(const struct state *s,
				     const struct cell *c)
{
	unsigned int i;

	for (i = 0; i < s->ncells; i++)
		if (s->cells[i].base == c->base && s->cells[i].bit == c->bit)
			return &s->cells[i];
	return NULL;
}

/* Do two outcomes leave the same constants in memory? They tell a caller what
 * happened, as a result does.
 */
static bool same_constants(const struct state *a, const struct state *b)
{
	unsigned int i;

	for (i = 0; i < a->ncells; i++) {
		const struct cell *c = &a->cells[i];
		const struct cell *d;

		if (c->val->n || !c->bits)
			continue;
		d = same_place(b, c);
		if (!d || d->val != c->val)
			return false;
	}
	return true;
}

static bool same_result(const struct outcome *o, const struct state *s, ex ret)
{
	return o->ret == ret && same_constants(o->state, s) &&
	       same_constants(s, o->state);
}

/* How alike outcomes must be to be merged: in their result and in the constants
 * they leave; in the class of the result; in that, but not in where mappings
 * were made, which a caller does not see; or only in the mappings.
 */
enum likeness { ALIKE_RESULT, ALIKE_CLASS, ALIKE_MAPPINGS, ALIKE_LEAST };

static bool is_alike(struct flow *fl, struct outcome *o, struct state *s,
		     ex ret, enum likeness how)
{
	if (!state_agrees(o->state, s, how >= ALIKE_MAPPINGS))
		return false;
	if (how == ALIKE_RESULT && !same_result(o, s, ret))
		return false;
	return how == ALIKE_LEAST ||
	       classify(fl, o->state, o->ret) == classify(fl, s, ret);
}

/* Merge into an outcome that is alike; false when there is none. */
static bool merge_outcome(struct flow *fl, struct state *s, ex ret,
			  enum likeness how)
{
	struct summary *sum = fl->summary;
	unsigned int i;

	for (i = 0; i < sum->noutcomes; i++) {
		struct outcome *o = &sum->outcomes[i];
		struct state *h = o->state;

		if (!is_alike(fl, o, s, ret, how))
			continue;
		/* the result is merged like a value, under number 0 */
		s->nlive = 0;
		if (ret) {
			s->live = ARENA_GROW(s->arena, s->live, s->nlive,
					     &s->cap_live);
			s->live[0].value = 0;
			s->live[0].val = ret;
			s->nlive = 1;
			h->live = ARENA_NEW(h->arena, struct live);
			h->live[0].val = o->ret;
			h->nlive = h->cap_live = 1;
		}
		if (state_merge(&h, s, fl->func, 0, o->state->visits++ > 3,
				fl->scratch)) {
			state_trim(h, fl->insn);
			flow_note_dropped(fl, h);
			o->state = h;
			/* what told the two apart for a caller is gone */
			h->widened = h->widened || how >= ALIKE_MAPPINGS;
		}
		o->ret = ret && h->nlive ? h->live[0].val : o->ret;
		o->state->nlive = 0;
		return true;
	}
	return false;
}

static void add_outcome(struct flow *fl, struct state *s, ex ret)
{
	struct summary *sum = fl->summary;
	struct outcome *o;
	const struct step *path = s->path;
	int how, most;

	most = sum->noutcomes < MAX_OUTCOMES / 2 ? ALIKE_RESULT :
	       sum->noutcomes < MAX_OUTCOMES ? ALIKE_MAPPINGS : ALIKE_LEAST;
	strip(fl, s, ret);
	/* facts tell outcomes apart for a caller: keep some */
	for (how = ALIKE_RESULT; how <= most; how++)
		if (merge_outcome(fl, s, ret, (enum likeness)how))
			return;
	if (sum->noutcomes >= MAX_OUTCOMES) {
		flow_widen(fl, "more outcomes than are kept");
		sum->lossy = true;
		return;
	}
	sum->outcomes = ARENA_GROW(fl->uf->arena, sum->outcomes,
				   sum->noutcomes, &sum->cap_outcomes);
	o = &sum->outcomes[sum->noutcomes++];
	o->state = state_copy_to(fl->uf->arena, s);
	o->state->visits = 0;
	o->state->path = NULL;
	o->ret = ret;
	outcome_steps(fl, o, path);
}

/* What a caller is told of arrays is told in what it knows. */
static void name_ends(struct state *s)
{
	unsigned int i;

	for (i = 0; i < s->nmaps; i++)
		if (s->maps[i].seg && s->maps[i].live)
			segment_name_ends(s, &s->maps[i]);
}

void flow_exit(struct flow *fl, struct state *s, const struct ir_insn *in)
{
	ex ret = in->a.kind != IR_NONE ? flow_operand(fl, &in->a) : NULL;

	return_event(fl, s, in, ret);
	name_ends(s);
	add_end(fl, s, ret);
	check_leaks(fl, s, in, ret);
	add_outcome(fl, s, ret);
}

/* Page tables are in high memory only with CONFIG_HIGHPTE; elsewhere a report
 * must not rest on a walk whose protocol is followed in part only.
 */
static bool is_idle_pte(const struct flow *fl, const struct mapping *m)
{
	return m->family == KNOWN_PTE && !fl->uf->unit->target.highpte;
}

/* Of a mapping that we only infer from its release */
static bool may_be_mapped(struct flow *fl, const struct leak *l)
{
	unsigned int i;

	if (!l->mapping.implied)
		return true;
	for (i = 0; i < fl->nassumed; i++)
		if (fl->assumed[i].call == l->mapping.site &&
		    !flow_assumption_holds(fl, l->state, &fl->assumed[i]))
			return false;
	return true;
}

/* Is what was mapped at @site released on some path? */
static bool released_elsewhere(const struct flow *fl,
			       const struct ir_insn *site)
{
	unsigned int i;

	for (i = 0; i < fl->nreleased; i++)
		if (fl->released[i] == site)
			return true;
	return false;
}

/* Its bit in the states of paths that released what kmap() mapped there. */
static uint64_t released_bit(const struct flow *fl, const struct ir_insn *site)
{
	unsigned int i;

	for (i = 0; i < fl->nreleased && i < 64; i++)
		if (fl->released[i] == site)
			return UINT64_C(1) << i;
	return 0;
}

static bool is_disjoint(struct range a, struct range b)
{
	return !range_meet(&a, b);
}

/* Can a caller tell from what it gave, or from what is in memory, that the path
 * to @a was taken and not that to @b?
 */
static bool is_told_apart(struct flow *fl, struct state *a, ex ret,
			  struct state *b)
{
	struct keep k = { fl, a, ret };
	unsigned int i;

	for (i = 0; i < a->nfacts; i++) {
		const struct fact *f = &a->facts[i];

		if (is_disjoint(f->range, state_range(b, f->key)) &&
		    !expr_any(fl->es, f->key, is_local_symbol, &k))
			return true;
	}
	for (i = 0; i < a->ncells; i++) {
		const struct cell *c = &a->cells[i], *d = same_place(b, c);

		if (!c->bits || !outlives(fl, a, c->base, ret))
			continue;
		if (d ? is_disjoint(state_range(a, c->val),
				    state_range(b, d->val)) : !c->val->n)
			return true;
	}
	return false;
}

/* Was the page of @l put somewhere, with its mapping? */
static bool is_page_stored(struct flow *fl, const struct leak *l)
{
	const struct sym *root = expr_root(l->mapping.page);
	unsigned int i;

	for (i = 0; i < l->state->ncells; i++) {
		const struct cell *c = &l->state->cells[i];
		const struct sym *y = expr_is_sym(fl->es, c->val, NULL);

		/* where it was at first */
		if (y && y->kind == SYM_CELL &&
		    y->x == expr_addc(fl->es, c->base, c->bit / 8))
			continue;
		if (c->bits && refers(fl, c->val, root->number) &&
		    outlives(fl, l->state, c->base, l->ret))
			return true;
	}
	return refers(fl, l->ret, root->number);
}

/* A kmap() mapping of a page that others have is left to them, as far as one
 * path tells. Not so if another path releases it and the caller cannot tell
 * the two apart.
 */
static bool is_left_to_caller(struct flow *fl, struct leak *l)
{
	uint64_t site = released_bit(fl, l->mapping.site);
	unsigned int i;

	/* what else it released may have been this one, by another name, also
	 * in an earlier round of a loop
	 */
	if (l->mapping.round || l->state->kunmapped_other ||
	    is_page_stored(fl, l))
		return true;
	for (i = 0; i < fl->nends; i++) {
		struct kmap_end *e = &fl->ends[i];

		if ((e->state->kunmapped & site) &&
		    classify(fl, e->state, e->ret) ==
		    classify(fl, l->state, l->ret) &&
		    !is_told_apart(fl, e->state, e->ret, l->state) &&
		    !is_told_apart(fl, l->state, l->ret, e->state))
			return false;
	}
	return true;
}

/* Could it be that somebody looks after mapping @m all the same? */
static bool is_doubtful(const struct flow *fl, const struct mapping *m)
{
	bool released = released_elsewhere(fl, m->site);

	/* what a callee parks somewhere it may look after as well; that of a
	 * page table goes with a struct vm_fault
	 */
	if (m->parked || (m->given && (m->implied || !released ||
				       m->family == KNOWN_PTE)))
		return true;
	return fl->given_up || is_idle_pte(fl, m);
}

void flow_finish(struct flow *fl)
{
	unsigned int i;

	for (i = 0; i < fl->nleaks; i++) {
		struct leak *l = &fl->leaks[i];

		l->event.state = l->state;
		l->event.mapping = &l->mapping;
		if (!may_be_mapped(fl, l) ||
		    (l->shared && is_left_to_caller(fl, l)))
			continue;
		if (is_doubtful(fl, &l->mapping))
			l->state->confidence = CONFIDENCE_POSSIBLE;
		flow_event(&l->event);
	}
}
