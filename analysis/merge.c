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
#include "merge.h"

#define MAX_PAIRS 64
#define RELATED_PAIRS 12	/* values are compared with the first ones */

struct pair {
	ex o, n, r;
	ex renamed;			/* n in the merged state's symbols */
};

struct merge {
	struct state *h;		/* becomes the merged state */
	struct state *was;		/* h as it was */
	struct state *s;
	struct exprs *es;
	const void *key;		/* function */
	uint32_t block;
	bool widen, changed;
	bool probe;			/* only asking whether it changes */
	unsigned int npairs;
	struct pair pairs[MAX_PAIRS];
	unsigned int nrenames;		/* symbols of s to the merged state's */
	struct { uint32_t from; ex to; } renames[MAX_PAIRS];
};

static ex rename_symbol(void *closure, uint32_t sym)
{
	const struct merge *m = (const struct merge *)closure;
	unsigned int i;

	for (i = 0; i < m->nrenames; i++)
		if (m->renames[i].from == sym)
			return m->renames[i].to;
	return NULL;
}

static ex renamed(struct merge *m, ex e)
{
	return m->nrenames ? expr_subst(m->es, e, rename_symbol, m) : e;
}

static void rename_add(struct merge *m, uint32_t from, ex to)
{
	if (m->nrenames == MAX_PAIRS || rename_symbol(m, from))
		return;
	m->renames[m->nrenames].from = from;
	m->renames[m->nrenames++].to = to;
}

/* Is (o, n) some pair moved and scaled alike on both sides? */
static ex pair_related(struct merge *m, const struct pair *p, ex pn, ex o,
		       ex n)
{
	ex dp = expr_sub(m->es, pn, p->o), d = expr_sub(m->es, n, o), rest;
	int64_t a, b, k = 1;

	if (dp != d) {
		if (!expr_is_const(dp, &a) || !expr_is_const(d, &b) || !a ||
		    b % a)
			return NULL;
		k = b / a;
	}
	rest = expr_sub(m->es, o, expr_scale(m->es, p->o, k));
	if (rest != expr_sub(m->es, n, expr_scale(m->es, pn, k)))
		return NULL;
	return expr_add(m->es, expr_scale(m->es, p->r, k), rest);
}

/* The next of the bounds that loops are widened to. */
static int64_t widen_high(int64_t v)
{
	static const int64_t steps[] = { 0, 1, 15, 16, 4095, 4096 };
	unsigned int i;

	for (i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (v <= steps[i])
			return steps[i];
	return INT64_MAX;
}

static struct range widen(const struct merge *m, struct range was,
			  struct range now)
{
	if (!m->widen)
		return now;
	if (now.hi > was.hi)
		now.hi = widen_high(now.hi);
	if (now.lo < was.lo)
		now.lo = now.lo >= 0 ? 0 : now.lo == -1 ? -1 : INT64_MIN;
	return now;
}

/* No more than the symbol that @key is can have: else widening would go on to
 * bounds that are never seen.
 */
static struct range clip(struct merge *m, ex key, struct range r)
{
	if (key->n == 1 && key->t[0].coef == 1)
		range_meet(&r, expr_symbol(m->es, key->t[0].sym)->range);
	return r;
}

/* Put a range on a symbol of the merged state, dropping what was known. */
static void set_range(struct merge *m, ex sym, struct range r)
{
	unsigned int i;

	for (i = 0; i < m->h->nfacts; i++)
		if (m->h->facts[i].key == sym) {
			m->h->facts[i].range = r;
			return;
		}
	state_fact(m->h, sym, r);
}

/* What both @o (of the old state) and @n (of the new) are instances of. */
static ex related(struct merge *m, ex o, ex n, ex there)
{
	unsigned int i;
	ex r;

	for (i = 0; i < m->npairs && i < RELATED_PAIRS; i++) {
		const struct pair *p = &m->pairs[i];

		r = pair_related(m, p, p->n, o, n);
		if (!r)
			r = pair_related(m, p, p->renamed, o, there);
		if (r)
			return r;
	}
	return NULL;
}

/* A place that held a mapping's address holds one of two things now. */
static void lose(struct merge *m, ex v)
{
	struct mapping *k = v->n && expr_root(v) ? state_mapping(m->h, v) :
			    NULL;

	if (k && k->live && !k->external)
		k->lost = true;
}

/* A new symbol, or the old one again, for (o, n). */
static ex merge_symbol(struct merge *m, ex o, ex n, ex r)
{
	struct range was = state_range(m->was, o), now;
	struct pair p = { o, n, r, renamed(m, n) };

	now = range_join(was, state_range(m->s, n));
	if (o == r) {
		now = clip(m, r, widen(m, was, now));
		m->changed = m->changed || !range_equal(was, now);
	} else {
		m->changed = true;
	}
	set_range(m, r, now);
	if (m->npairs < MAX_PAIRS)
		m->pairs[m->npairs++] = p;
	/* the symbol of the round before, as seen from this round */
	if (n->n == 1 && n->t[0].coef == 1 && n->t[0].sym == r->t[0].sym)
		rename_add(m, r->t[0].sym, expr_addc(m->es, r, -n->c));
	return r;
}

/* What both @o (of the old state) and @n (of the new) are instances of. An
 * address stays based on what both are based on: only the offset is merged.
 */
static ex generalise(struct merge *m, ex o, ex n, ex place, uint32_t slot,
		     enum ir_type type)
{
	ex there = renamed(m, n), r, base;
	const struct sym *root;

	if (o == there)
		return o;
	r = related(m, o, n, there);
	if (r) {
		m->changed = m->changed || r != o;
		return r;
	}
	root = o->n && there->n ? expr_root(o) : NULL;
	if (root && (root->type == IR_PTR || root->kind == SYM_MAP) &&
	    root == expr_root(there)) {
		base = expr_of(m->es, root->number);
		o = expr_sub(m->es, o, base);
		n = expr_sub(m->es, n == there ? n : there, base);
		type = IR_S64;
	} else {
		base = NULL;
	}
	if (!base) {
		lose(m, o);
		lose(m, there);
	}
	r = expr_sym(m->es, SYM_PHI, m->key, m->block, slot, place, NULL, type);
	r = merge_symbol(m, o, n, r);
	return base ? expr_add(m->es, base, r) : r;
}

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
		rename_add(m, b->sym, expr_of(m->es, a->sym));
	if ((b->given && !a->given) || (b->lost && !a->lost))
		m->changed = true;
	a->implied = a->implied || b->implied;
	a->given = a->given || b->given;
	a->parked = a->parked || b->parked;
	a->lost = a->lost || b->lost;
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
		if (t->page && b->page)
			t->page = generalise(m, t->page, b->page,
					     expr_of(m->es, t->sym), 1, IR_PTR);
		else if (t->page) {
			t->page = NULL;
			m->changed = true;
		}
	}
}

/* ---- values, memory, facts ---- */

static void merge_values(struct merge *m, const struct ir_func *f)
{
	unsigned int i, j = 0, n = 0;

	for (i = 0; i < m->h->nlive && !(m->probe && m->changed); i++) {
		struct live *a = &m->h->live[i];

		while (j < m->s->nlive && m->s->live[j].value < a->value)
			j++;
		if (j == m->s->nlive || m->s->live[j].value != a->value) {
			m->changed = true;
			continue;
		}
		a->val = generalise(m, a->val, m->s->live[j].val, NULL,
				    a->value, a->value < f->nvals ?
				    f->vals[a->value].type : IR_PTR);
		m->h->live[n++] = *a;
	}
	m->h->nlive = n;
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
	c->val = generalise(m, c->val, d->val, addr,
			    (uint32_t)(c->bits * 8 + (uint64_t)(c->bit & 7)),
			    IR_PTR);
	blur(m, was, c->val);
	blur(m, d->val, c->val);
}

static void merge_cells(struct merge *m)
{
	unsigned int i, n = m->s->ncells;
	ex *bases = ARENA_ARRAY(m->h->arena, ex,
				2 * (n + m->h->ncells) + 1);

	for (i = 0; i < n; i++)
		bases[i] = renamed(m, m->s->cells[i].base);
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

static void merge_facts(struct merge *m)
{
	unsigned int i, n = 0, nfacts = m->h->nfacts;

	for (i = 0; i < nfacts; i++) {
		struct fact *f = &m->h->facts[i];
		struct range was, now;

		was = side_range(m, f->key, false);
		now = range_join(was, side_range(m, f->key, true));
		if (!range_equal(was, now)) {
			now = clip(m, f->key, widen(m, was, now));
			m->changed = m->changed || !range_equal(was, now);
		}
		if (says_nothing(m, f->key, now))
			continue;
		f->range = now;
		m->h->facts[n++] = *f;
	}
	m->h->nfacts = n;
}

static bool run_merge(struct merge *m, struct state *h, struct state *s,
		      const struct ir_func *f, uint32_t block,
		      struct arena *arena)
{
	m->was = h;
	m->h = state_copy_to(arena, h);
	m->s = state_copy_to(arena, s);
	m->es = s->es;
	m->key = f;
	m->block = block;
	m->h->blurred |= m->s->blurred;
	merge_mappings(m);
	if (!m->probe || !m->changed)
		merge_values(m, f);
	if (!m->probe || !m->changed)
		merge_mapping_values(m);
	if (!m->probe || !m->changed)
		merge_cells(m);
	if (!m->probe || !m->changed)
		merge_facts(m);
	m->changed = m->changed || m->h->blurred != m->was->blurred;
	return m->changed;
}

bool state_merge(struct state **h, struct state *s, const struct ir_func *f,
		 uint32_t block, bool widen)
{
	struct merge m;

	m.npairs = m.nrenames = 0;
	m.changed = m.probe = false;
	m.widen = widen;
	if (!run_merge(&m, *h, s, f, block, (*h)->arena))
		return false;
	m.h->widened = m.h->widened || s->widened;
	if (m.h->entered != s->entered)
		m.h->entered = 0;
	*h = m.h;
	return true;
}

bool state_is_instance(struct state *h, struct state *s,
		       const struct ir_func *f, uint32_t block,
		       struct arena *scratch)
{
	struct merge m;
	bool changed;

	m.npairs = m.nrenames = 0;
	m.changed = m.widen = false;
	m.probe = true;
	changed = run_merge(&m, h, s, f, block, scratch);
	arena_reset(scratch);
	return !changed;
}
