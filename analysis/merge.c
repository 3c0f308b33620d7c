/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Merging of path states that meet: property simulation (M. Das, S. Lerner,
 * M. Seigle: ESP, PLDI 2002). Two states whose mappings agree become one that
 * both are instances of: values that differ become symbols of the block, and
 * values that differ by as much keep their distance, so that `p == base + i`
 * survives a loop (anti-unification over linear expressions).
 *
 * Invariants:
 *  1 the merged state is an instance of neither more nor less mappings
 *  2 merging never makes a fact stronger than the weaker of the two
 */
#include "arena.h"
#include "merge-work.h"
#include "segment.h"

/* ---- mappings ---- */

static bool is_core(const struct mapping *m)
{
	return m->live || m->external;
}

static const struct mapping *core_next(const struct state *s, unsigned int *i)
{
	while (*i < s->nmaps && !is_core(&s->maps[*i]))
		++*i;
	return *i < s->nmaps ? &s->maps[(*i)++] : NULL;
}

static bool mapping_agrees(const struct mapping *a, const struct mapping *b,
			   bool loose)
{
	if (a->family != b->family || a->live != b->live ||
	    a->external != b->external)
		return false;
	if (a->external && a->sym != b->sym)
		return false;
	if (!segment_agrees(a, b))
		return false;
	return loose || (a->site == b->site && a->implied == b->implied &&
			 a->lost == b->lost);
}

bool state_agrees(const struct state *a, const struct state *b, bool loose)
{
	const struct mapping *x, *y;
	unsigned int i = 0, j = 0;

	if (a->confidence != b->confidence || a->faults_off != b->faults_off)
		return false;
	for (;;) {
		x = core_next(a, &i);
		y = core_next(b, &j);
		if (!x || !y)
			return x == y;
		if (!mapping_agrees(x, y, loose))
			return false;
	}
}

static void merge_mapping(struct merge *m, struct mapping *a,
			  const struct mapping *b)
{
	if (a->sym != b->sym)
		merge_rename(m, b->sym, expr_of(m->es, a->sym));
	if ((b->given && !a->given) || (b->lost && !a->lost))
		m->changed = true;
	a->implied = a->implied || b->implied;
	a->given = a->given || b->given;
	a->parked = a->parked || b->parked;
	a->lost = a->lost || b->lost;
	if (a->round < b->round)
		a->round = b->round;
	if (!a->name)
		a->name = b->name;
}

/* Released mappings of this function that both know of stay; others go. */
static void merge_stale(struct merge *m)
{
	unsigned int i, j, n = 0;

	for (i = 0; i < m->h->nmaps; i++) {
		struct mapping *a = &m->h->maps[i];

		if (!is_core(a)) {
			for (j = 0; j < m->s->nmaps; j++)
				if (!is_core(&m->s->maps[j]) &&
				    m->s->maps[j].site == a->site)
					break;
			if (j == m->s->nmaps) {
				m->changed = true;
				continue;
			}
			merge_mapping(m, a, &m->s->maps[j]);
		}
		m->h->maps[n++] = *a;
	}
	m->h->nmaps = n;
}

static void merge_mappings(struct merge *m)
{
	unsigned int i = 0, j = 0;
	const struct mapping *a, *b;

	for (;;) {
		a = core_next(m->h, &i);
		b = core_next(m->s, &j);
		if (!a || !b)
			break;
		merge_mapping(m, &m->h->maps[a - m->h->maps], b);
	}
	merge_stale(m);
}

/* The ends are values like others; a track stays if both have it. */
static void merge_segment(struct merge *m, struct mapping *t,
			  const struct segment *with)
{
	struct segment g = *t->seg;
	unsigned int i, n = 0;

	for (i = 0; i < g.ntracks; i++) {
		unsigned int j;

		for (j = 0; j < with->ntracks; j++)
			if (g.t[i].base == with->t[j].base &&
			    g.t[i].stride == with->t[j].stride)
				break;
		if (j < with->ntracks)
			g.t[n++] = g.t[i];
	}
	g.lo = merge_values(m, g.lo, with->lo, expr_of(m->es, t->sym), 2,
			  IR_S64);
	g.hi = merge_values(m, g.hi, with->hi, expr_of(m->es, t->sym), 3,
			  IR_S64);
	m->changed = m->changed || n < g.ntracks;
	g.ntracks = n;
	t->seg = segment_keep(m->es, &g);
}

static void merge_mapping_values(struct merge *m)
{
	unsigned int i = 0, j = 0;
	const struct mapping *a, *b;

	for (;;) {
		struct mapping *t;

		a = core_next(m->h, &i);
		b = core_next(m->s, &j);
		if (!a || !b)
			break;
		t = &m->h->maps[a - m->h->maps];
		if (t->seg && !t->lost)
			merge_segment(m, t, b->seg);
		if (t->page && b->page)
			t->page = merge_values(m, t->page, b->page,
					     expr_of(m->es, t->sym), 1, IR_PTR);
		else if (t->page) {
			t->page = NULL;
			m->changed = true;
		}
	}
}

/* ---- values, memory, facts ---- */

static void merge_one(struct merge *m, const struct ir_func *f, struct live *a,
		      ex with)
{
	a->val = merge_values(m, a->val, with, NULL, a->value,
			      a->value < f->nvals ? f->vals[a->value].type :
			      IR_PTR);
}

/* What is loaded from an array goes with its index, which may come later. */
static bool is_element(const struct state *s, ex v)
{
	const struct sym *y = expr_is_sym(s->es, v, NULL);

	return y && y->kind == SYM_CELL && segment_covers(s, y->x);
}

static void merge_live(struct merge *m, const struct ir_func *f)
{
	unsigned int i, j = 0, n = 0, nlater = 0, cap = 0;
	struct { unsigned int at; ex with; } *later = NULL;

	for (i = 0; i < m->h->nlive && !(m->probe && m->changed); i++) {
		struct live *a = &m->h->live[i];

		while (j < m->s->nlive && m->s->live[j].value < a->value)
			j++;
		if (j == m->s->nlive || m->s->live[j].value != a->value) {
			m->changed = true;
			continue;
		}
		if (is_element(m->h, a->val)) {
			later = ARENA_GROW(m->h->arena, later, nlater, &cap);
			later[nlater].at = n;
			later[nlater++].with = m->s->live[j].val;
		} else {
			merge_one(m, f, a, m->s->live[j].val);
		}
		m->h->live[n++] = *a;
	}
	m->h->nlive = n;
	for (i = 0; i < nlater; i++)
		merge_one(m, f, &m->h->live[later[i].at], later[i].with);
}

/* The cell of @in at the place that @c is in the merged state's terms, with
 * @bases as the renamed bases of @in's cells; NULL: they are as they stand.
 */
static const struct cell *cell_like(const struct cell *c, ex base,
				    const struct state *in, const ex *bases)
{
	unsigned int i;

	for (i = 0; i < in->ncells; i++) {
		const struct cell *d = &in->cells[i];

		if (d->bit == c->bit && d->bits == c->bits &&
		    (bases ? bases[i] : d->base) == base)
			return d;
	}
	return NULL;
}

/* Is the object of @base one that was forgotten, for having too many cells?
 * Then it stays so.
 */
static bool is_forgotten(struct merge *m, ex base)
{
	const struct sym *root = expr_root(base);
	unsigned int i, nfacts = m->h->nfacts;

	for (i = 0; root && i < m->h->ncells; i++) {
		const struct cell *c = &m->h->cells[i];

		if (c->bits || expr_root(c->base) != root ||
		    !c->by || c->by->op == IR_CALL)
			continue;
		state_forget(m->h, c->by, UINT32_MAX);
		m->changed = m->changed || m->h->nfacts != nfacts;
		return true;
	}
	return false;
}

/* An element of an earlier round, at an index that moves on: each round would
 * leave another one.
 */
static bool is_passed(struct merge *m, const struct cell *c, ex base)
{
	if (!c->bits || state_cell_matters(m->s, c))
		return false;
	return (m->widen && c->base->n > 1) || is_forgotten(m, base);
}

/* The new state's cells that the old one lacks. */
static void provide_cells(struct merge *m, const ex *bases, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		struct cell c = m->s->cells[i];

		if (cell_like(&c, bases[i], m->h, NULL) || is_passed(m, &c,
								  bases[i]))
			continue;
		if (!c.bits)
			m->changed = true;
		state_provide(m->h, bases[i], &c, false);
	}
}

/* A place that held what a parameter points to holds one of two things now:
 * the caller, whose mapping it may be, is told.
 */
static void blur(struct merge *m, ex was, ex now)
{
	const struct sym *y = was->n ? expr_root(was) : NULL;

	if (was != now && y && y->kind == SYM_PARAM && y->type == IR_PTR &&
	    y->id < 64)
		m->h->blurred |= UINT64_C(1) << y->id;
}

static void merge_cell(struct merge *m, struct cell *c, const struct cell *d)
{
	ex addr = expr_addc(m->es, c->base, c->bit / 8), was = c->val;

	if (!c->bits)
		return;
	if (!d) {
		c->val = expr_sym(m->es, SYM_PHI, m->key, m->block, 4, addr,
				  NULL, IR_U64);
		m->changed = true;
		return;
	}
	c->val = merge_values(m, c->val, d->val, addr,
			    (uint32_t)(c->bits * 8 + (uint64_t)(c->bit & 7)),
			    IR_PTR);
	blur(m, was, c->val);
	blur(m, d->val, c->val);
}

/* The cell of the new state that holds what @a is there, where @c holds it
 * here, in the same object; -1: none.
 */
static int holder_like(struct merge *m, const struct cell *c,
		       const struct mapping *a)
{
	unsigned int i;

	for (i = 0; i < m->s->ncells; i++) {
		const struct cell *d = &m->s->cells[i];
		ex v;

		if (d->bits != c->bits || !d->val->n ||
		    expr_root(d->base) != expr_root(c->base))
			continue;
		v = merge_renamed(m, d->val);
		if (v->n && expr_root(v) && expr_root(v)->number == a->sym)
			return (int)i;
	}
	return -1;
}

/* A mapping that is held at an index of an array, another one on each side: the
 * place is merged like a value, if it moved with one.
 */
static void follow_holders(struct merge *m, ex *bases)
{
	unsigned int i;

	for (i = 0; i < m->h->ncells; i++) {
		struct cell *c = &m->h->cells[i], *d;
		struct mapping *a;
		ex here, there, r;
		int at;

		if (!c->bits || c->base->n < 2 || !c->val->n || c->bit % 8)
			continue;
		a = state_mapping(m->h, c->val);
		if (!a || !a->live || a->external || a->lost ||
		    cell_like(c, c->base, m->s, bases))
			continue;
		at = holder_like(m, c, a);
		if (at < 0 || m->s->cells[at].bit % 8)
			continue;
		d = &m->s->cells[at];
		here = expr_addc(m->es, c->base, c->bit / 8);
		there = expr_addc(m->es, d->base, d->bit / 8);
		r = merge_related(m, here, there, merge_renamed(m, there));
		if (!r)
			continue;
		m->changed = m->changed || r != here;
		c->base = bases[at] = expr_base(m->es, r);
		c->bit = d->bit = state_bit(r);
	}
}

static void merge_cells(struct merge *m)
{
	unsigned int i, n = m->s->ncells;
	ex *bases = ARENA_ARRAY(m->h->arena, ex,
				2 * (n + m->h->ncells) + 1);

	for (i = 0; i < n; i++)
		bases[i] = merge_renamed(m, m->s->cells[i].base);
	follow_holders(m, bases);
	provide_cells(m, bases, n);
	for (i = 0; i < m->h->ncells && !(m->probe && m->changed); i++) {
		struct cell *c = &m->h->cells[i];
		const struct cell *d = cell_like(c, c->base, m->s, bases);

		if (!d) {
			state_provide(m->s, c->base, c, true);
			n = m->s->ncells - 1;
			bases[n] = c->base;
			d = cell_like(c, c->base, m->s, bases);
		}
		merge_cell(m, c, d);
	}
}

struct view {
	struct merge *m;
	bool new_side;
};

static ex view_symbol(void *closure, uint32_t sym)
{
	const struct view *v = (const struct view *)closure;
	unsigned int i;

	if (!(v->m->paired >> (sym & 63) & 1))
		return NULL;
	for (i = 0; i < v->m->npairs; i++) {
		const struct pair *p = &v->m->pairs[i];

		if (p->r->n == 1 && p->r->t[0].sym == sym)
			return v->new_side ? p->n : p->o;
	}
	return NULL;
}

/* The range of a merged expression as one side sees it. */
static struct range side_range(struct merge *m, ex key, bool new_side)
{
	struct view v = { m, new_side };

	return state_range(new_side ? m->s : m->was,
			   expr_subst(m->es, key, view_symbol, &v));
}

/* Is a range no more than what always holds? */
static bool says_nothing(struct merge *m, ex key, struct range r)
{
	struct range always = range_all();

	if (key->n == 1 && key->t[0].coef == 1)
		always = expr_symbol(m->es, key->t[0].sym)->range;
	return r.lo <= always.lo && r.hi >= always.hi &&
	       (!r.nz || always.nz) && (!r.nerr || always.nerr);
}

#define COUNTERS 12		/* pairs that are looked at for that */

/* A counter that was a number becomes a symbol: what facts said of its bound,
 * they say now of the distance between the two. Only where segments need it.
 */
static void relate_counters(struct merge *m)
{
	unsigned int i, p, n = m->was->nfacts;

	for (p = 0; p < m->npairs && p < COUNTERS; p++) {
		ex r = m->pairs[p].r;

		if (m->pairs[p].o == r || r->n != 1)
			continue;
		for (i = 0; i < n; i++) {
			ex key = expr_sub(m->es, m->was->facts[i].key, r);
			struct range d, parts;

			if (key->n != 2)
				continue;
			d = range_join(side_range(m, key, false),
				       side_range(m, key, true));
			parts = state_range(m->h, key);
			if (d.lo > parts.lo || d.hi < parts.hi)
				state_fact(m->h, key, d);
		}
	}
}

static bool has_segment(const struct state *s)
{
	unsigned int i;

	for (i = 0; i < s->nmaps; i++)
		if (s->maps[i].seg)
			return true;
	return false;
}

static void merge_facts(struct merge *m)
{
	unsigned int i, n = 0, nfacts = m->h->nfacts;

	for (i = 0; i < nfacts && !(m->probe && m->changed); i++) {
		struct fact *f = &m->h->facts[i];
		struct range was, now;

		was = side_range(m, f->key, false);
		now = range_join(was, side_range(m, f->key, true));
		if (!range_equal(was, now)) {
			now = merge_widen(m, f->key, was, now);
			m->changed = m->changed || !range_equal(was, now);
		}
		if (says_nothing(m, f->key, now))
			continue;
		f->range = now;
		m->h->facts[n++] = *f;
	}
	if (n < m->h->nfacts)
		state_facts_keep(m->h, n);
}

static bool run_merge(struct merge *m, struct state *h, struct state *s,
		      const struct ir_func *f, uint32_t block,
		      struct arena *arena)
{
	m->npairs = m->nrenames = 0;
	m->paired = m->renamed = 0;
	m->changed = false;
	m->was = h;
	m->h = state_copy_to(arena, h);
	m->s = state_copy_to(arena, s);
	m->es = s->es;
	m->key = f;
	m->block = block;
	m->h->blurred |= m->s->blurred;
	m->h->kunmapped &= m->s->kunmapped;
	m->h->kunmapped_other |= m->s->kunmapped_other;
	if (!m->h->slept)
		m->h->slept = m->s->slept;
	merge_mappings(m);
	if (!m->probe || !m->changed)
		merge_live(m, f);
	if (!m->probe || !m->changed)
		merge_mapping_values(m);
	if (!m->probe || !m->changed)
		merge_cells(m);
	if (!m->probe || !m->changed)
		merge_facts(m);
	if (!m->probe && has_segment(m->h)) {
		relate_counters(m);
		segment_settle(m->h);
	}
	m->changed = m->changed || m->h->blurred != m->was->blurred ||
		     m->h->kunmapped != m->was->kunmapped ||
		     m->h->kunmapped_other != m->was->kunmapped_other ||
		     m->h->slept != m->was->slept;
	return m->changed;
}

bool state_merge(struct state **h, struct state *s, const struct ir_func *f,
		 uint32_t block, bool widen, struct arena *scratch)
{
	struct merge m;

	bool changed;

	m.probe = false;
	m.widen = widen;
	changed = run_merge(&m, *h, s, f, block, scratch);
	if (changed) {
		m.h->widened = m.h->widened || s->widened;
		if (m.h->entered != s->entered)
			m.h->entered = 0;
		*h = state_copy_to((*h)->arena, m.h);
	}
	arena_reset(scratch);
	return changed;
}

bool state_is_instance(struct state *h, struct state *s,
		       const struct ir_func *f, uint32_t block,
		       struct arena *scratch)
{
	struct merge m;
	bool changed;

	m.widen = false;
	m.probe = true;
	changed = run_merge(&m, h, s, f, block, scratch);
	arena_reset(scratch);
	return !changed;
}
