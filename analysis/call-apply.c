/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Applying a summary: the outcomes of a callee in the caller's expressions.
 */
#include <string.h>

#include "arena.h"
#include "flow.h"
#include "segment.h"

#define VIEW_TOLD 64		/* symbols remembered, by their last bits */

struct view {
	struct flow *fl;
	struct state *before;		/* the caller's state at the call */
	const struct ir_insn *insn;
	uint32_t gen;
	unsigned int depth;
	bool lossy;			/* the callee has more outcomes */
	unsigned int round;		/* counts states before */
	struct {
		uint32_t sym;
		unsigned int round;
		ex seen;		/* what view_symbol() said */
	} told[VIEW_TOLD];
};

static ex view_of(struct view *v, ex e);

#define OWN_IDS 16		/* numbers below are for mappings made here */

/* What the callee made itself, seen from this call. */
static ex foreign(struct view *v, const struct sym *y, uint32_t sym)
{
	return expr_sym(v->fl->es, y->kind == SYM_MAP ? SYM_MAP : SYM_FOREIGN,
			v->insn, sym + OWN_IDS, v->gen, NULL, NULL, y->type);
}

static ex view_symbol(struct view *v, uint32_t sym)
{
	const struct sym *y = expr_symbol(v->fl->es, sym);
	ex arg;

	switch (y->kind) {
	case SYM_PARAM:
		arg = flow_argument(v->fl, v->insn, (int)y->id + 1);
		return arg ? arg : foreign(v, y, sym);
	case SYM_CELL:
		if (v->depth > 6)
			return foreign(v, y, sym);
		arg = view_of(v, y->x);
		arg = state_load(v->before, arg, y->id % 64, y->id / 64,
				 y->type);
		expr_name(v->fl->es, arg, y->name);
		return arg;
	case SYM_GLOBAL:
		return expr_of(v->fl->es, sym);
	case SYM_OP:
		return y->x ? NULL : foreign(v, y, sym);
	case SYM_HAVOC:
		/* what it was before must not be lost: it may be a mapping */
		if (!y->y || !y->x || v->depth > 6)
			return foreign(v, y, sym);
		return expr_sym(v->fl->es, SYM_HAVOC, v->insn, y->id, v->gen,
				view_of(v, y->x), view_of(v, y->y), y->type);
	case SYM_CALL:
		/* page_address(): the same page gives the same address */
		if (y->x)
			return expr_sym(v->fl->es, SYM_CALL, y->key, y->id,
					y->gen, view_of(v, y->x), NULL,
					y->type);
		return foreign(v, y, sym);
	default:
		return foreign(v, y, sym);
	}
}

/* Cells of one object share their symbols: those of the first level, where
 * nothing is cut off, are looked at once.
 */
static ex view_known(void *closure, uint32_t sym)
{
	struct view *v = (struct view *)closure;
	unsigned int at = sym % VIEW_TOLD;

	if (v->depth > 1)
		return view_symbol(v, sym);
	if (v->told[at].round != v->round || v->told[at].sym != sym) {
		ex seen = view_symbol(v, sym);

		v->told[at].seen = seen;
		v->told[at].sym = sym;
		v->told[at].round = v->round;
	}
	return v->told[at].seen;
}

/* From now on @s is the state before the call. */
static void view_before(struct view *v, struct state *s)
{
	v->before = s;
	v->round++;
}

static ex view_of(struct view *v, ex e)
{
	ex r;

	v->depth++;
	r = expr_subst(v->fl->es, e, view_known, v);
	v->depth--;
	return r;
}

static bool made_here(void *closure, const struct sym *y, uint32_t sym)
{
	const struct view *v = (const struct view *)closure;

	(void)sym;
	return (y->kind == SYM_FOREIGN || y->kind == SYM_MAP) &&
	       y->key == v->insn && y->gen == v->gen;
}

static bool generation_in_use(struct flow *fl, struct state *s, struct view *v)
{
	unsigned int i;
	uint32_t n;

	for (n = 1; n < fl->func->nvals; n++)
		if (fl->cur[n] && expr_any(fl->es, fl->cur[n], made_here, v))
			return true;
	for (i = 0; i < s->ncells; i++)
		if (expr_any(fl->es, s->cells[i].val, made_here, v) ||
		    expr_any(fl->es, s->cells[i].base, made_here, v))
			return true;
	for (i = 0; i < s->nmaps; i++)
		if (expr_any(fl->es, expr_of(fl->es, s->maps[i].sym),
			     made_here, v))
			return true;
	return false;
}

/* ---- what matters only when the caller's state is known ---- */

/* The state in which @u happens; NULL: it cannot be. */
static struct state *use_state(struct view *v, const struct use *u)
{
	struct state *s = state_copy(v->before);
	unsigned int i;

	for (i = 0; i < u->nfacts; i++)
		if (!state_fact(s, view_of(v, u->facts[i].key),
				u->facts[i].range))
			return NULL;
	return s;
}

static const struct step *chain_of(struct view *v, const struct use *u)
{
	struct step *st = ARENA_NEW(v->fl->uf->arena, struct step);

	st->prev = u->chain;
	st->kind = STEP_NOTE;
	st->loc = u->insn->loc;
	st->insn = u->insn;
	return st;
}

static void use_event(struct view *v, struct state *s, const struct use *u,
		      const char *callee)
{
	struct event e;

	memset(&e, 0, sizeof(e));
	e.kind = EVENT_KNOWN;
	e.flow = v->fl;
	e.state = s;
	e.insn = v->insn;
	e.loc = v->insn->loc;
	e.callee = callee;
	e.effect = u->effect;
	e.addr = u->addr ? view_of(v, u->addr) : NULL;
	e.value = u->gfp ? view_of(v, u->gfp) : NULL;
	e.unused = u->unused;
	e.chain = chain_of(v, u);
	if (u->effect->what == KNOWN_READS || u->effect->what == KNOWN_WRITES) {
		e.kind = EVENT_ACCESS;
		e.length = e.value;
		e.write = u->effect->what == KNOWN_WRITES;
	}
	flow_event(&e);
}

static void use_up(struct view *v, struct state *s, const struct use *u,
		   const char *callee)
{
	struct use n = *u;

	n.insn = v->insn;
	n.callee = callee;
	n.addr = u->addr ? view_of(v, u->addr) : NULL;
	n.gfp = u->gfp ? view_of(v, u->gfp) : NULL;
	n.chain = chain_of(v, u);
	if (u->kind == USE_EFFECT && !n.addr->n)
		return;
	flow_use(v->fl, s, &n);
}

static unsigned int atomic_live(const struct state *s)
{
	unsigned int i, n = 0;

	for (i = 0; i < s->nmaps; i++)
		if (s->maps[i].live && known_family_atomic(s->maps[i].family))
			n++;
	return n;
}

static void apply_uses(struct view *v, struct state *s,
		       const struct summary *sum, const char *callee)
{
	unsigned int i;

	for (i = 0; i < sum->nuses; i++) {
		const struct use *u = &sum->uses[i];
		struct state *there = use_state(v, u);

		if (!there)
			continue;
		if (u->kind == USE_EFFECT ||
		    (int)atomic_live(s) > u->released)
			use_event(v, s, u, callee);
		use_up(v, there, u, callee);
	}
}

static bool use_fits(struct view *v, const struct state *s, const struct use *u)
{
	unsigned int i;

	for (i = 0; i < u->nfacts; i++) {
		struct range r = state_range(s, view_of(v, u->facts[i].key));

		if (!range_meet(&r, u->facts[i].range))
			return false;
	}
	return true;
}

/* After the call: what in it may have slept before anything was released, for
 * a mapping of our caller that is released later.
 */
static void apply_slept(struct view *v, struct state *s,
			const struct summary *sum, const char *callee)
{
	unsigned int i;

	if (!v->fl->maps || atomic_live(s))
		return;
	for (i = 0; i < sum->nuses && !s->slept; i++) {
		const struct use *u = &sum->uses[i];

		if (u->kind == USE_SLEEP && !u->released && use_fits(v, s, u))
			use_event(v, s, u, callee);
	}
}

/* ---- one outcome ---- */

static bool apply_facts(struct view *v, struct state *s,
			const struct outcome *o)
{
	unsigned int i;

	for (i = 0; i < o->state->nfacts; i++)
		if (!state_fact(s, view_of(v, o->state->facts[i].key),
				o->state->facts[i].range))
			return false;
	return true;
}

static void apply_steps(struct view *v, struct state *s,
			const struct outcome *o)
{
	unsigned int i;

	for (i = 0; i < o->nsteps; i++) {
		struct step *st = (struct step *)arena_dup(v->fl->arena,
					o->steps[i], sizeof(*st));

		st->prev = s->path;
		st->depth++;
		if (st->kind == STEP_MAP || st->kind == STEP_RELEASE) {
			ex e = expr_of(v->fl->es, st->sym);

			e = view_of(v, e);
			if (e->n)
				st->sym = e->t[0].sym;
		}
		s->path = st;
	}
}

static bool apply_releases(struct view *v, struct state *s,
			   const struct outcome *o, const char *callee)
{
	unsigned int seq, i;

	for (seq = 1; seq <= o->state->nmaps; seq++)
		for (i = 0; i < o->state->nmaps; i++) {
			const struct mapping *m = &o->state->maps[i];
			ex addr;

			if (!m->external || m->live || m->seq != seq)
				continue;
			addr = m->family == KNOWN_KMAP && m->page ? m->page :
			       expr_of(v->fl->es, m->sym);
			addr = view_of(v, addr);
			/* it does not do so with NULL */
			if (!addr->n || !flow_release(v->fl, s, v->insn,
						      m->family, addr, callee))
				return false;
		}
	return true;
}

static bool is_own_place(const struct ir_func *self, ex base)
{
	const struct sym *root = expr_root(base);

	return root && root->kind == SYM_OBJECT && root->key != self;
}

static bool unchanged(struct flow *fl, const struct cell *c)
{
	const struct sym *y = expr_is_sym(fl->es, c->val, NULL);

	return y && y->kind == SYM_CELL && c->val->c == 0 &&
	       y->x == expr_addc(fl->es, c->base, c->bit / 8);
}

struct put {
	ex addr, val;
	const struct cell *c;
};

/* A callee that replaces the address of a mapping in memory by something else
 * knows of it; one that moves it does not.
 */
static void look_after(struct state *s, ex addr, uint64_t bits, ex by)
{
	struct mapping *m = state_mapping(s, state_load(s, addr, 0, bits,
							IR_PTR));

	if (m && m->live && state_mapping(s, by) != m)
		m->given = m->parked = true;
}

static void apply_cells(struct view *v, struct state *s,
			const struct outcome *o)
{
	unsigned int i, n = 0;
	struct put *put = ARENA_ARRAY(s->arena, struct put,
				      o->state->ncells + 1);

	for (i = 0; i < o->state->ncells; i++) {
		const struct cell *c = &o->state->cells[i];

		if (is_own_place(v->fl->func, c->base) ||
		    unchanged(v->fl, c))
			continue;
		put[n].addr = view_of(v, expr_addc(v->fl->es, c->base,
						   c->bit / 8));
		put[n].val = view_of(v, c->val);
		put[n++].c = c;
	}
	/* what it left to others first: what it stored itself comes on top */
	for (i = 0; i < n; i++)
		if (!put[i].c->bits && put[i].addr->n)
			state_havoc(s, put[i].addr, v->insn);
	for (i = 0; i < n; i++)
		if (put[i].c->bits)
			look_after(s, put[i].addr, put[i].c->bits,
				   put[i].val);
	for (i = 0; i < n; i++)
		if (put[i].c->bits)
			state_store(s, put[i].addr,
				    (unsigned int)(put[i].c->bit & 7),
				    put[i].c->bits, put[i].val,
				    put[i].c->field);
}

/* Is the mapping in some object, rather than in a variable of ours? */
static bool is_parked(struct view *v, struct state *s, const struct outcome *o,
		      uint32_t here, uint32_t there)
{
	const struct cell *c = state_holder(s, here);

	if (!c && o->ret && expr_holds(v->fl->es, o->ret, there))
		return false;
	return !c || !flow_is_variable(v->fl, c->base);
}

/* A callee's segment in the caller's expressions. */
static const struct segment *segment_view(struct view *v,
					  const struct segment *from)
{
	struct segment g = *from;
	unsigned int i;

	g.lo = view_of(v, g.lo);
	g.hi = view_of(v, g.hi);
	for (i = 0; i < g.ntracks; i++)
		g.t[i].base = view_of(v, g.t[i].base);
	return segment_keep(v->fl->es, &g);
}

static void apply_pushes(struct view *v, struct state *s,
			 const struct outcome *o)
{
	unsigned int i;

	for (i = 0; i < o->state->nmaps; i++) {
		struct mapping m = o->state->maps[i];
		struct event e;

		if (m.external || !m.live)
			continue;
		m.sym = view_of(v, expr_of(v->fl->es, m.sym))->t[0].sym;
		m.page = m.page ? view_of(v, m.page) : NULL;
		m.parked = is_parked(v, s, o, m.sym, o->state->maps[i].sym);
		m.site = v->insn;
		m.name = NULL;
		m.round = 0;
		m.depth = (unsigned char)v->fl->depth;
		if (m.seg) {
			m.seg = segment_view(v, m.seg);
			m.parked = true;
		}
		m.made = s->path;
		memset(&e, 0, sizeof(e));
		e.kind = EVENT_MAP;
		e.flow = v->fl;
		e.state = s;
		e.insn = v->insn;
		e.loc = v->insn->loc;
		e.callee = m.api;
		e.mapping = state_push(s, &m);
		flow_event(&e);
	}
}

/* The callee may have put what these parameters point to somewhere. */
static void apply_blurred(struct view *v, struct state *s, uint64_t params)
{
	unsigned int i, j;

	for (i = 0; i < v->insn->nargs && i < 64; i++) {
		ex arg = flow_operand(v->fl, &v->insn->args[i]);
		const struct sym *root = arg->n ? expr_root(arg) : NULL;
		struct mapping *m;

		if (!(params >> i & 1) || !root)
			continue;
		if (root->kind == SYM_PARAM && root->id < 64)
			s->blurred |= UINT64_C(1) << root->id;
		m = state_mapping(s, arg);
		for (j = 0; j < s->nmaps; j++)
			if (&s->maps[j] == m || s->maps[j].page == arg)
				s->maps[j].given = s->maps[j].parked = true;
	}
}

static bool apply_outcome(struct view *v, struct state *s,
			  const struct outcome *o, const char *callee,
			  struct flow_out *out)
{
	v->fl->effort += state_size(s) + o->state->ncells * s->ncells / 4;
	view_before(v, state_copy(s));
	if (!apply_facts(v, s, o))
		return false;
	apply_steps(v, s, o);
	if (!apply_releases(v, s, o, callee))
		return false;
	apply_cells(v, s, o);
	apply_pushes(v, s, o);
	apply_blurred(v, s, o->state->blurred);
	s->faults_off += o->state->faults_off;
	s->widened = s->widened || o->state->widened || v->lossy;
	if (o->state->confidence > s->confidence)
		s->confidence = o->state->confidence;
	out->state = s;
	out->result = o->ret ? view_of(v, o->ret) : NULL;
	return true;
}

/* Does the callee release what its parameter @i points to? Then that is what a
 * finding is about, not that it is passed on.
 */
static bool releases_argument(const struct summary *sum, unsigned int i)
{
	unsigned int n, j;

	for (n = 0; n < sum->noutcomes; n++) {
		const struct state *s = sum->outcomes[n].state;

		for (j = 0; j < s->nmaps; j++) {
			const struct sym *y;

			if (!s->maps[j].external)
				continue;
			y = expr_symbol(s->es, s->maps[j].sym);
			if (y->kind == SYM_PARAM && y->id == i)
				return true;
		}
	}
	return false;
}

static void nest_event(struct view *v, struct state *s,
		       const struct summary *sum, const char *callee)
{
	struct event e;

	memset(&e, 0, sizeof(e));
	e.kind = EVENT_NEST;
	e.flow = v->fl;
	e.state = s;
	e.insn = v->insn;
	e.loc = v->insn->loc;
	e.callee = callee;
	e.slots = sum == v->fl->summary ? 0 : sum->depth;
	flow_event(&e);
}

/* All outcomes that can be here are unlikely only where nothing is known of the
 * caller: here it is known that they are.
 */
static void restore_confidence(const struct state *s, struct flow_out *out,
			       unsigned int n)
{
	unsigned int i;

	if (s->confidence > CONFIDENCE_LIKELY)
		return;
	for (i = 0; i < n; i++)
		if (out[i].state->confidence <= CONFIDENCE_LIKELY)
			return;
	for (i = 0; i < n; i++)
		out[i].state->confidence = s->confidence;
}

unsigned int flow_call_apply(struct flow *fl, struct state *s,
			     const struct ir_insn *insn,
			     const struct summary *sum, const char *callee,
			     struct flow_out *out)
{
	struct view v;
	unsigned int i, n = 0;

	memset(&v, 0, sizeof(v));
	v.fl = fl;
	v.insn = insn;
	v.lossy = sum->lossy;
	view_before(&v, state_copy(s));
	while (fl->in_loop && v.gen < GENERATIONS &&
	       generation_in_use(fl, s, &v))
		v.gen++;
	if (v.gen == GENERATIONS)
		v.gen = flow_last_generation(s);
	state_forget(s, insn, v.gen);
	for (i = 0; i < insn->nargs; i++)
		if (!releases_argument(sum, i))
			flow_pass(fl, s, insn, callee,
				  flow_operand(fl, &insn->args[i]));
	if (sum->depth || sum == fl->summary)
		nest_event(&v, s, sum, callee);
	flow_give_parked(fl, s, insn, sum->effects || sum->partial);
	apply_uses(&v, s, sum, callee);
	if (sum->partial)
		return flow_call_unknown(fl, s, insn, callee, out);
	_Static_assert(MAX_OUTCOMES <= FLOW_FORKS, "all outcomes are taken");
	for (i = 0; i < sum->noutcomes; i++) {
		struct state *copy = state_copy(s);

		if (!apply_outcome(&v, copy, &sum->outcomes[i], callee,
				   &out[n]))
			continue;
		apply_slept(&v, copy, sum, callee);
		n++;
	}
	if (!n && sum->unlikely)
		return flow_call_unknown(fl, s, insn, callee, out);
	if (sum->unlikely)
		restore_confidence(s, out, n);
	for (i = 0; i < n; i++)
		if (insn->dest && !out[i].result)
			out[i].result = flow_result(fl, out[i].state, insn);
	return n;
}
