/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values of two states that become one (anti-unification over linear
 * expressions): see merge.c.
 */
#include "merge-work.h"
#include "segment.h"

#define RELATED_PAIRS 12	/* values are compared with the first ones */

static ex rename_symbol(void *closure, uint32_t sym)
{
	const struct merge *m = (const struct merge *)closure;
	unsigned int i;

	if (!(m->renamed >> (sym & 63) & 1))
		return NULL;
	for (i = 0; i < m->nrenames; i++)
		if (m->renames[i].from == sym)
			return m->renames[i].to;
	return NULL;
}

ex merge_renamed(struct merge *m, ex e)
{
	return m->nrenames ? expr_subst(m->es, e, rename_symbol, m) : e;
}

void merge_rename(struct merge *m, uint32_t from, ex to)
{
	if (m->nrenames == MAX_PAIRS || rename_symbol(m, from))
		return;
	m->renamed |= UINT64_C(1) << (from & 63);
	m->renames[m->nrenames].from = from;
	m->renames[m->nrenames++].to = to;
}

/* Is @e a multiple of @of? *@k is how many times. */
static bool ratio(ex e, ex of, int64_t *k)
{
	int64_t a = of->n ? of->t[0].coef : of->c;
	int64_t b = e->n ? e->t[0].coef : e->c;
	uint32_t i;

	if (e->n != of->n || !a || b % a || e->c != of->c * (b / a))
		return false;
	*k = b / a;
	for (i = 0; i < e->n; i++)
		if (e->t[i].sym != of->t[i].sym ||
		    e->t[i].coef != of->t[i].coef * *k)
			return false;
	return true;
}

/* Is (o, n), with @d between them, the pair (p->o, pn), with @dp, moved and
 * scaled alike on both sides?
 */
static ex pair_related(struct merge *m, const struct pair *p, ex pn, ex dp,
		       ex o, ex n, ex d)
{
	int64_t k = 1;
	ex rest;

	if (dp != d && !ratio(d, dp, &k))
		return NULL;
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

/* No more than the symbol that @key is can have: else widening would go on to
 * bounds that are never seen.
 */
static struct range clip(const struct merge *m, ex key, struct range r)
{
	if (key->n == 1 && key->t[0].coef == 1)
		range_meet(&r, expr_symbol(m->es, key->t[0].sym)->range);
	return r;
}

struct range merge_widen(const struct merge *m, ex key, struct range was,
			 struct range now)
{
	if (m->widen && now.hi > was.hi)
		now.hi = widen_high(now.hi);
	if (m->widen && now.lo < was.lo)
		now.lo = now.lo >= 0 ? 0 : now.lo == -1 ? -1 : INT64_MIN;
	return clip(m, key, now);
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
ex merge_related(struct merge *m, ex o, ex n, ex there)
{
	ex d, moved, r;
	unsigned int i;

	if (!m->npairs)
		return NULL;
	d = expr_sub(m->es, n, o);
	moved = there == n ? d : expr_sub(m->es, there, o);
	for (i = 0; i < m->npairs && i < RELATED_PAIRS; i++) {
		const struct pair *p = &m->pairs[i];

		r = pair_related(m, p, p->n, p->moved, o, n, d);
		if (!r && (n != there || p->n != p->renamed))
			r = pair_related(m, p, p->renamed, p->moved_renamed, o,
					 there, moved);
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
	segment_lose(m->h, v);
}

static void add_pair(struct merge *m, ex o, ex n, ex r)
{
	struct pair *p = &m->pairs[m->npairs];

	if (m->npairs == MAX_PAIRS)
		return;
	p->o = o;
	p->n = n;
	p->r = r;
	p->renamed = merge_renamed(m, n);
	p->moved = expr_sub(m->es, n, o);
	p->moved_renamed = expr_sub(m->es, p->renamed, o);
	if (r->n == 1)
		m->paired |= UINT64_C(1) << (r->t[0].sym & 63);
	m->npairs++;
}

/* A new symbol, or the old one again, for (o, n). */
static ex merge_symbol(struct merge *m, ex o, ex n, ex r)
{
	struct range was = state_range(m->was, o), now;

	now = range_join(was, state_range(m->s, n));
	if (o == r) {
		now = merge_widen(m, r, was, now);
		m->changed = m->changed || !range_equal(was, now);
	} else {
		m->changed = true;
	}
	set_range(m, r, now);
	add_pair(m, o, n, r);
	/* the symbol of the round before, as seen from this round */
	if (n->n == 1 && n->t[0].coef == 1 && n->t[0].sym == r->t[0].sym)
		merge_rename(m, r->t[0].sym, expr_addc(m->es, r, -n->c));
	return r;
}

/* Two elements of an array of mappings are one at a place that is merged. */
static ex merge_elements(struct merge *m, ex o, ex n, ex place, uint32_t slot)
{
	const struct sym *a = expr_is_sym(m->es, o, NULL);
	const struct sym *b = expr_is_sym(m->es, n, NULL);
	ex r;

	if (!a || !b || a->kind != SYM_CELL || b->kind != SYM_CELL ||
	    o->c != n->c || a->id != b->id ||
	    !segment_in(m->h, expr_root(a->x)) ||
	    expr_root(a->x) != expr_root(b->x))
		return NULL;
	r = merge_values(m, a->x, b->x, place, slot, IR_PTR);
	r = expr_sym(m->es, SYM_CELL, NULL, a->id, 0, r, NULL, a->type);
	return expr_addc(m->es, r, o->c);
}

/* What two places held when the function began, where the places are merged
 * already: "*pages" of a pointer that walks.
 */
static ex merge_contents(struct merge *m, ex o, ex n, ex there)
{
	const struct sym *a = expr_is_sym(m->es, o, NULL);
	const struct sym *b = expr_is_sym(m->es, n, NULL);
	const struct sym *c = expr_is_sym(m->es, there, NULL);
	ex r;

	if (!a || !b || !c || a->kind != SYM_CELL || b->kind != SYM_CELL ||
	    c->kind != SYM_CELL || o->c != n->c || o->c != there->c ||
	    a->id != b->id || a->id != c->id)
		return NULL;
	r = merge_related(m, a->x, b->x, c->x);
	if (!r)
		return NULL;
	r = expr_sym(m->es, SYM_CELL, NULL, a->id, 0, r, NULL, a->type);
	return expr_addc(m->es, r, o->c);
}

/* What both @o (of the old state) and @n (of the new) are instances of. An
 * address stays based on what both are based on: only the offset is merged.
 */
ex merge_values(struct merge *m, ex o, ex n, ex place, uint32_t slot,
		enum ir_type type)
{
	ex there = merge_renamed(m, n), r, base;
	const struct sym *root;

	if (o == there)
		return o;
	r = merge_related(m, o, n, there);
	if (!r)
		r = merge_contents(m, o, n, there);
	if (r) {
		m->changed = m->changed || r != o;
		return r;
	}
	root = o->n && there->n ? expr_root(o) : NULL;
	if (root && (root->type == IR_PTR || root->kind == SYM_MAP) &&
	    root == expr_root(there)) {
		base = expr_of(m->es, root->number);
		o = expr_sub(m->es, o, base);
		n = expr_sub(m->es, there, base);
		type = IR_S64;
		/* the place of an entry, where the entry is merged already */
		r = merge_contents(m, o, n, n);
		if (r) {
			m->changed = m->changed || r != o;
			return expr_add(m->es, base, r);
		}
	} else {
		base = NULL;
	}
	if (!base) {
		r = merge_elements(m, o, n, place, slot);
		if (r)
			return r;
		lose(m, o);
		lose(m, there);
	}
	r = expr_sym(m->es, SYM_PHI, m->key, m->block, slot, place, NULL, type);
	r = merge_symbol(m, o, n, r);
	return base ? expr_add(m->es, base, r) : r;
}
