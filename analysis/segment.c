/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Array segments: the questions and the changes. Making them: segment-fold.c.
 *
 * Invariants:
 *  1 a segment is an entry of the mapping stack and stands for elements
 *    lo..hi-1, of which each is newer than the one before
 *  2 element k can be loaded at base + stride * k of each of its tracks; a
 *    store that may hit one of them ends the track, and without a track nobody
 *    knows who holds the elements (lost)
 *  3 no cell holds an element, and no value but what was loaded from a track
 *  4 nothing is told that holds only for some lengths: what the facts leave
 *    open is silent
 *  5 a segment that is emptied or lost has lo == hi == 0 and is no entry of the
 *    stack any more; it stays so that its array is known to have been ours
 *  6 an element that is released, passed on or merged without its number being
 *    known makes the segment lost, so that nothing is told of it
 */
#include <string.h>

#include "segment.h"

const struct segment *segment_keep(struct exprs *es, const struct segment *g)
{
	return (const struct segment *)expr_memory(es, g, sizeof(*g));
}

/* @e / @by, when that goes without a rest; @*rest: of the constant. */
static ex divide(struct exprs *es, ex e, int64_t by, int64_t *rest)
{
	int64_t width = by < 0 ? -by : by;
	ex q = expr_const(es, 0);
	uint32_t i;

	*rest = (e->c % width + width) % width;
	for (i = 0; i < e->n; i++) {
		if (e->t[i].coef % by)
			return NULL;
		q = expr_add(es, q, expr_scale(es, expr_of(es, e->t[i].sym),
					       e->t[i].coef / by));
	}
	return expr_addc(es, q, (e->c - *rest) / by);
}

static bool same_object(ex a, ex b)
{
	return a && a->n && b->n && expr_root(a) &&
	       expr_root(a) == expr_root(b);
}

static bool is_array(const struct mapping *m)
{
	return m->seg && m->live && !m->lost;
}

/* Is @k surely not one of the elements? */
static bool is_outside(const struct state *s, const struct segment *g, ex k)
{
	return state_range(s, expr_sub(s->es, k, g->lo)).hi < 0 ||
	       state_range(s, expr_sub(s->es, k, g->hi)).lo >= 0;
}

/* Can an element of track @t of segment @g be at @addr? *@k is its number;
 * NULL: which one it is cannot be told.
 */
static bool can_be_at(const struct state *s, const struct segment *g,
		      const struct track *t, ex addr, ex *k)
{
	int64_t rest;

	*k = NULL;
	if (!same_object(addr, t->base))
		return false;
	*k = divide(s->es, expr_sub(s->es, addr, t->base), t->stride, &rest);
	return !*k || (!rest && !is_outside(s, g, *k));
}

/* What was loaded from memory to make @addr, perhaps aligned; or NULL. */
static const struct sym *loaded(ex addr)
{
	const struct sym *y = addr->n ? expr_root(addr) : NULL;
	unsigned int hops = 0;

	while (y && y->kind == SYM_OP && y->x && hops++ < 4 &&
	       (y->op == IR_AND || y->op == IR_OR || y->op == IR_CAST))
		y = y->x->n ? expr_root(y->x) : NULL;
	return y && y->x && (y->kind == SYM_CELL || y->kind == SYM_HAVOC) ?
	       y : NULL;
}

struct mapping *segment_find(struct state *s, ex addr, bool page, ex *k)
{
	const struct sym *y = loaded(addr);
	unsigned int i, j;

	if (!y)
		return NULL;
	for (i = s->nmaps; i-- > 0;) {
		struct mapping *m = &s->maps[i];

		for (j = 0; is_array(m) && j < m->seg->ntracks; j++) {
			if (m->seg->t[j].page != page)
				continue;
			if (can_be_at(s, m->seg, &m->seg->t[j], y->x, k))
				return m;
		}
	}
	return NULL;
}

int segment_is_top(const struct state *s, const struct mapping *m, ex k)
{
	struct range r = state_range(s, expr_sub(s->es, k, m->seg->hi));

	if (r.lo == -1 && r.hi == -1)
		return 1;
	return r.hi < -1 && state_range(s, expr_sub(s->es, k, m->seg->lo)).lo
	       >= 0 ? 0 : -1;
}

static bool is_zero(struct range r)
{
	return r.lo == 0 && r.hi == 0;
}

struct range segment_count(const struct state *s, const struct mapping *m)
{
	return state_range(s, expr_sub(s->es, m->seg->hi, m->seg->lo));
}

static void replace(struct state *s, struct mapping *m, struct segment *g)
{
	m->seg = segment_keep(s->es, g);
}

static void empty(struct state *s, struct mapping *m)
{
	struct segment g = *m->seg;

	g.lo = g.hi = expr_const(s->es, 0);
	replace(s, m, &g);
	m->live = false;
}

void segment_lost(struct state *s, struct mapping *m)
{
	m->lost = true;
	empty(s, m);
}

void segment_settle(struct state *s)
{
	unsigned int i;

	for (i = 0; i < s->nmaps; i++)
		if (s->maps[i].seg && s->maps[i].live &&
		    (s->maps[i].lost ||
		     is_zero(segment_count(s, &s->maps[i]))))
			empty(s, &s->maps[i]);
}

void segment_drop(struct state *s, struct mapping *m, ex k)
{
	struct segment g = *m->seg;

	if (segment_is_top(s, m, k) == 1)
		g.hi = k;
	else if (is_zero(state_range(s, expr_sub(s->es, k, g.lo))))
		g.lo = expr_addc(s->es, k, 1);
	else
		segment_lost(s, m);
	if (m->lost)
		return;
	replace(s, m, &g);
	if (is_array(m) && is_zero(segment_count(s, m)))
		empty(s, m);
}

bool segment_is_live(const struct state *s, const struct mapping *m)
{
	return m->live && !m->lost &&
	       (!m->seg || segment_count(s, m).lo >= 1);
}

bool segment_is_newer(const struct state *s, const struct mapping *m,
		      const struct mapping *n)
{
	struct range ahead;

	if (!segment_is_live(s, n))
		return false;
	if (!m->seg || !n->seg || !m->seg->group ||
	    m->seg->group != n->seg->group)
		return n > m;
	ahead = state_range(s, expr_sub(s->es, n->seg->hi, m->seg->hi));
	return ahead.lo >= (n > m ? 0 : 1);
}

/* ---- lengths ---- */

/* Fact @f says y = z + *c, y <= z + *c ... where y is a term: NULL if not. */
static const struct term *other_term(const struct fact *f, uint32_t y)
{
	const struct expr *e = f->key;
	unsigned int at;

	if (e->n != 2)
		return NULL;
	at = e->t[0].sym == y ? 0 : 1;
	if (e->t[at].sym != y || e->t[0].coef != -e->t[1].coef ||
	    (e->t[0].coef != 1 && e->t[0].coef != -1))
		return NULL;
	return &e->t[1 - at];
}

/* Is @n, or one more or less, what branch @by compares with? */
static bool is_compared(const struct ir_func *f, const struct ir_insn *by,
			int64_t n)
{
	const struct ir_insn *d = by;
	unsigned int hops;

	for (hops = 0; d && hops < 6 && d->a.kind == IR_VALUE; hops++) {
		d = f->vals[d->a.value].def;
		if (!d || ir_op_form(d->op) != IR_FORM_COMPARE)
			continue;
		if (d->b.kind == IR_IMM && d->b.imm >= n - 1 &&
		    d->b.imm <= n + 1)
			return true;
	}
	return false;
}

/* The most that symbol @z can be, its type apart, or NO_BOUND. *@said: the code
 * says so, in a constant; or, without a bound, nothing hints at one.
 */
static int64_t most_of(const struct state *s, const struct ir_func *f,
		       uint32_t z, bool *said)
{
	const struct sym *y = expr_symbol(s->es, z);
	struct range r = state_range(s, y->self);
	unsigned int i;
	int64_t c;

	if (r.hi < 0 || r.hi >= INT32_MAX || r.hi >= y->range.hi) {
		/* of what a static function is given, its callers know */
		*said = y->kind != SYM_PARAM || !f->is_static;
		return NO_BOUND;
	}
	*said = y->kind == SYM_OP &&
		(y->op == IR_UMIN || y->op == IR_SMIN) &&
		((expr_is_const(y->x, &c) && c == r.hi) ||
		 (expr_is_const(y->y, &c) && c == r.hi));
	for (i = 0; !*said && i < s->nfacts; i++)
		*said = s->facts[i].key == y->self && s->facts[i].by &&
			is_compared(f, s->facts[i].by, r.hi);
	return r.hi;
}

/* The most that loop counter @y can be: it is compared with something. */
static int64_t most_counted(const struct state *s, const struct ir_func *f,
			    uint32_t y, bool *said)
{
	int64_t most = NO_BOUND, v, over;
	unsigned int i;
	bool any = false, one;

	*said = false;
	for (i = 0; i < s->nfacts; i++) {
		const struct term *z = other_term(&s->facts[i], y);
		struct range r = s->facts[i].range;

		if (!z || expr_symbol(s->es, z->sym)->kind == SYM_PHI)
			continue;
		/* y - z <= over; no test says more than one, merging does */
		over = z->coef < 0 ? r.hi :
		       r.lo == INT64_MIN ? INT64_MAX : -r.lo;
		if (over > 1)
			continue;
		v = most_of(s, f, z->sym, &one);
		if (v != NO_BOUND)
			v += over;
		if (!any || (v != NO_BOUND && (most == NO_BOUND || v < most))) {
			most = v;
			*said = one;
		}
		any = true;
	}
	return most;
}

int64_t segment_most(const struct state *s, const struct mapping *m,
		     const struct ir_func *func, bool *said)
{
	ex n = expr_sub(s->es, m->seg->hi, m->seg->lo);
	struct range r = state_range(s, n);
	int64_t v;

	*said = true;
	if (r.lo == r.hi)
		return r.lo;
	*said = false;
	if (n->n != 1 || n->t[0].coef != 1)
		return NO_BOUND;
	v = expr_symbol(s->es, n->t[0].sym)->kind == SYM_PHI ?
	    most_counted(s, func, n->t[0].sym, said) :
	    most_of(s, func, n->t[0].sym, said);
	return v == NO_BOUND ? v : v + n->c;
}

/* The symbol's value in one that lasts, or NULL. */
static ex lasting(const struct state *s, uint32_t y)
{
	unsigned int i;

	for (i = 0; i < s->nfacts; i++) {
		const struct term *z = other_term(&s->facts[i], y);
		struct range f = s->facts[i].range;

		if (z && f.lo == f.hi &&
		    expr_symbol(s->es, z->sym)->kind != SYM_PHI)
			return expr_addc(s->es, expr_of(s->es, z->sym),
					 z->coef < 0 ? f.lo : -f.lo);
	}
	return NULL;
}

static ex name_end(const struct state *s, ex e)
{
	ex v = e->n == 1 && e->t[0].coef == 1 &&
	       expr_symbol(s->es, e->t[0].sym)->kind == SYM_PHI ?
	       lasting(s, e->t[0].sym) : NULL;

	return v ? expr_addc(s->es, v, e->c) : e;
}

void segment_name_ends(struct state *s, struct mapping *m)
{
	struct segment g = *m->seg;

	g.lo = name_end(s, g.lo);
	g.hi = name_end(s, g.hi);
	if (g.lo != m->seg->lo || g.hi != m->seg->hi)
		replace(s, m, &g);
}

/* ---- who else has to do with it ---- */

/* Can a store of @bits at @addr hit an element of track @t? */
static bool may_hit(const struct state *s, const struct segment *g,
		    const struct track *t, ex addr, uint64_t bits,
		    const char *field)
{
	int64_t rest, width = t->stride < 0 ? -t->stride : t->stride;
	uint64_t bytes = (bits + 7) / 8;
	ex k;

	if (!same_object(addr, t->base) ||
	    (field && t->field && strcmp(field, t->field)))
		return false;
	k = divide(s->es, expr_sub(s->es, addr, t->base), t->stride, &rest);
	if (!k)
		return true;
	/* another member of the array's structures */
	if (rest >= 8 && (uint64_t)rest + bytes <= (uint64_t)width)
		return false;
	return bytes > (uint64_t)width || !is_outside(s, g, k);
}

void segment_clobber(struct state *s, ex base, int64_t bit, uint64_t bits,
		     const char *field)
{
	unsigned int i, j, n;

	for (i = 0; i < s->nmaps; i++) {
		struct mapping *m = &s->maps[i];
		struct segment g;

		if (!is_array(m))
			continue;
		g = *m->seg;
		for (j = n = 0; j < g.ntracks; j++)
			if (!may_hit(s, m->seg, &g.t[j],
				     expr_addc(s->es, base, bit / 8), bits,
				     field))
				g.t[n++] = g.t[j];
		if (n == g.ntracks)
			continue;
		g.ntracks = n ? n : g.ntracks;
		replace(s, m, &g);
		if (!n)
			segment_lost(s, m);
	}
}

void segment_give(struct state *s, ex arg, bool all)
{
	const struct sym *y = loaded(arg);
	ex from = y ? y->x : NULL;
	unsigned int i, j;

	for (i = 0; arg->n && i < s->nmaps; i++) {
		struct mapping *m = &s->maps[i];

		for (j = 0; is_array(m) && j < m->seg->ntracks; j++)
			if (same_object(arg, m->seg->t[j].base) ||
			    same_object(from, m->seg->t[j].base)) {
				m->given = true;
				m->parked = m->parked || all;
			}
	}
}

void segment_lose(struct state *s, ex addr)
{
	const struct sym *y = addr ? loaded(addr) : NULL;
	unsigned int i, j;
	ex k;

	for (i = 0; i < s->nmaps; i++) {
		struct mapping *m = &s->maps[i];

		if (!is_array(m))
			continue;
		for (j = 0; y && j < m->seg->ntracks; j++)
			if (can_be_at(s, m->seg, &m->seg->t[j], y->x, &k))
				break;
		if (!addr || (y && j < m->seg->ntracks))
			m->lost = true;
	}
}

struct merged_at {
	const void *func;
	uint32_t block;
};

static bool is_merged_at(void *closure, const struct sym *y, uint32_t number)
{
	const struct merged_at *at = (const struct merged_at *)closure;

	(void)number;
	return y->kind == SYM_PHI && y->key == at->func && y->id == at->block;
}

void segment_enter(struct state *s, const void *func, uint32_t header)
{
	struct merged_at at = { func, header };
	unsigned int i;

	for (i = 0; i < s->nmaps; i++) {
		struct mapping *m = &s->maps[i];

		if (is_array(m) &&
		    (expr_any(s->es, m->seg->lo, is_merged_at, &at) ||
		     expr_any(s->es, m->seg->hi, is_merged_at, &at)))
			segment_lost(s, m);
	}
}

bool segment_covers(const struct state *s, ex addr)
{
	unsigned int i, j;
	ex k;

	for (i = 0; i < s->nmaps; i++)
		for (j = 0; is_array(&s->maps[i]) &&
			    j < s->maps[i].seg->ntracks; j++)
			if (can_be_at(s, s->maps[i].seg,
				      &s->maps[i].seg->t[j], addr, &k))
				return true;
	return false;
}

bool segment_in(const struct state *s, const struct sym *root)
{
	unsigned int i, j;

	for (i = 0; i < s->nmaps; i++) {
		const struct segment *g = s->maps[i].seg;

		for (j = 0; g && j < g->ntracks; j++)
			if (expr_root(g->t[j].base) == root)
				return true;
	}
	return false;
}

bool segment_refers(const struct state *s, const struct segment *g,
		    uint32_t sym)
{
	unsigned int i;

	for (i = 0; i < g->ntracks; i++)
		if (expr_holds(s->es, g->t[i].base, sym))
			return true;
	return expr_holds(s->es, g->lo, sym) || expr_holds(s->es, g->hi, sym);
}

bool segment_agrees(const struct mapping *m, const struct mapping *n)
{
	const struct segment *a = m->seg, *b = n->seg;
	unsigned int i, j;

	if (!a || !b)
		return a == b;
	if (m->lost || n->lost)
		return m->lost == n->lost;
	for (i = 0; i < a->ntracks; i++)
		for (j = 0; j < b->ntracks; j++)
			if (a->t[i].base == b->t[j].base &&
			    a->t[i].stride == b->t[j].stride &&
			    a->t[i].page == b->t[j].page)
				return a->group == b->group;
	return a->ntracks == b->ntracks && a->group == b->group;
}
