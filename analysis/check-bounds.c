/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-bounds: an access leaves the one page that is mapped.
 *
 * Told when the access provably ends behind the page or begins before it; as
 * possible when its length or offset has no bound that keeps it inside.
 */
#include "event.h"
#include "flow.h"

/* What is accessed: @len bytes at offset @off of the page. */
struct span {
	const struct mapping *m;	/* NULL: one that the callee makes */
	ex off, len;
};

/* A folio that is not in high memory is mapped whole, and code that has asked
 * may go on behind its first page.
 */
static bool is_folio(struct event *e, const struct mapping *m)
{
	return m && known_effect(known_find(e->flow->uf->table, m->api),
				 KNOWN_MAPS_AT) != NULL;
}

/* ---- where it fails ---- */

enum source {
	SOURCE_INSIDE,		/* it does not lead out of the page */
	SOURCE_BLOCK,		/* or not out of the block that the page is in,
				   as far as can be told */
	SOURCE_OTHER
};

/* The object that @y is what a place in it holds, or NULL. */
static const struct sym *object_of(const struct sym *y)
{
	return (y->kind == SYM_CELL || y->kind == SYM_HAVOC) && y->x ?
	       expr_root(y->x) : NULL;
}

struct block {
	const struct sym *object;
};

static bool is_of_object(void *closure, const struct sym *y, uint32_t sym)
{
	const struct block *b = (const struct block *)closure;

	(void)sym;
	return b->object && object_of(y) == b->object;
}

static bool has_object(void *closure, const struct sym *y, uint32_t sym)
{
	struct block *b = (struct block *)closure;

	(void)sym;
	b->object = object_of(y);
	return b->object != NULL;
}

static bool is_from_outside(void *closure, const struct sym *y, uint32_t sym)
{
	(void)closure;
	(void)sym;
	return y->kind == SYM_PARAM || y->kind == SYM_CELL ||
	       y->kind == SYM_HAVOC || y->kind == SYM_CALL;
}

/* Does @f say that symbol @number is no more than what the object holds? */
static bool cuts_to(struct event *e, struct block *b, const struct fact *f,
		    uint32_t number)
{
	int64_t coef = 0;
	uint32_t t;

	for (t = 0; t < f->key->n; t++)
		if (f->key->t[t].sym == number)
			coef = f->key->t[t].coef;
	if (!coef ||
	    (coef > 0 ? f->range.hi == INT64_MAX : f->range.lo == INT64_MIN))
		return false;
	for (t = 0; t < f->key->n; t++)
		if ((f->key->t[t].coef > 0) != (coef > 0) &&
		    expr_any(e->flow->es, expr_of(e->flow->es,
						  f->key->t[t].sym),
			     is_of_object, b))
			return true;
	return false;
}

/* Is @y what the object holds, made from it or cut to it? */
static bool is_of_block(struct event *e, struct block *b, ex y)
{
	unsigned int i;

	if (expr_any(e->flow->es, y, is_of_object, b))
		return true;
	for (i = 0; i < e->state->nfacts; i++)
		if (cuts_to(e, b, &e->state->facts[i], y->t[0].sym))
			return true;
	return false;
}

/* An entry, a fragment or a vector tells of a page and of how much there is of
 * it, which is one block: with it in the linear map nothing is left. So it is
 * with a number of the object that the page is from, or one cut to it.
 */
static enum source source_of(struct event *e, const struct span *s, ex number)
{
	struct block b = { NULL };
	int64_t page = (int64_t)event_target(e)->page;
	enum source worst = SOURCE_INSIDE, now;
	uint32_t i;

	if (s->m->page)
		expr_any(e->flow->es, s->m->page, has_object, &b);
	for (i = 0; i < number->n; i++) {
		ex y = expr_of(e->flow->es, number->t[i].sym);

		if (state_upper(e->state, y) <= page)
			now = SOURCE_INSIDE;
		else if (is_of_block(e, &b, y))
			now = SOURCE_BLOCK;
		else
			now = expr_any(e->flow->es, y, is_from_outside, NULL) ?
			      SOURCE_OTHER : SOURCE_BLOCK;
		worst = now > worst ? now : worst;
	}
	return worst;
}

/* Without high memory the next page of the linear map is reached, which belongs
 * to the same block or to somebody else. A helper for one page checks itself
 * that it is one.
 */
static bool fails_anywhere(struct event *e, const struct span *s)
{
	enum source off, len;

	if (!s->m)
		return true;
	if (is_folio(e, s->m))
		return false;
	off = source_of(e, s, s->off);
	len = source_of(e, s, s->len);
	return off == SOURCE_OTHER || len == SOURCE_OTHER ||
	       (off == SOURCE_INSIDE && len == SOURCE_INSIDE);
}

/* ---- what is told ---- */

static void report(struct event *e, const struct span *s, enum confidence c)
{
	const char *how = e->write ? "write" : "read";
	const char *what = s->m ? event_name(e, s->m) : e->callee;
	const char *may = c == CONFIDENCE_POSSIBLE ? "may leave" : "leaves";
	int64_t len, at;

	e->anywhere = fails_anywhere(e, s);
	if (!expr_is_const(s->len, &len) || !expr_is_const(s->off, &at))
		event_report(e, RULE_BOUNDS, c, s->m, NULL,
			     "%s '%s' %s the mapped page",
			     s->m ? event_printf(e, "%s of", how) :
			     "access by", what, may);
	else if (s->m)
		event_report(e, RULE_BOUNDS, c, s->m, NULL,
			     "%s of %lld bytes at offset %lld of '%s' leaves the mapped page",
			     how, (long long)len, (long long)at, what);
	else
		event_report(e, RULE_BOUNDS, c, NULL, NULL,
			     "'%s' of %lld bytes at offset %lld leaves the mapped page",
			     what, (long long)len, (long long)at);
}

static bool span_of_access(struct event *e, struct span *s)
{
	const struct mapping *m = event_mapping(e, e->addr);

	if (!m || !expr_root(e->addr) || !m->live || m->implied ||
	    m->family == KNOWN_PTE ||
	    m->sym != expr_root(e->addr)->number)
		return false;
	s->m = m;
	s->off = event_offset(e, m, e->addr);
	s->len = e->length;
	return true;
}

/* Is the offset what an object says of itself: the place of an entry or a
 * fragment, which may end with the page?
 */
static bool is_field(struct event *e, ex off)
{
	const struct sym *y = expr_is_sym(e->flow->es, off, NULL);

	return y && y->kind == SYM_CELL;
}

/* Can it be anything as far as the code shows? Accesses by the code itself are
 * where it has looked, unless it copies as much as it likes to a place that it
 * was given.
 */
static bool is_open(struct event *e, const struct span *s)
{
	if (e->callee)
		return s->len->n || s->off->n;
	return e->insn->op == IR_MOVE && is_field(e, s->off);
}

void check_bounds(struct event *e)
{
	int64_t page = (int64_t)event_target(e)->page;
	struct range end, at;
	struct span s;
	ex last;

	if (e->kind == EVENT_WITHIN)
		s = (struct span){ NULL, e->addr, e->length };
	else if (e->kind != EVENT_ACCESS || !e->length ||
		 !span_of_access(e, &s))
		return;
	if (state_range(e->state, s.len).hi <= 0)
		return;
	last = expr_add(e->state->es, s.off, s.len);
	at = state_range(e->state, s.off);
	end = state_range(e->state, last);
	if ((end.lo > page && at.lo >= 0 && end.lo != INT64_MAX) || at.hi < 0)
		report(e, &s, event_related(e, s.off) || is_folio(e, s.m) ?
		       CONFIDENCE_POSSIBLE : CONFIDENCE_CERTAIN);
	else if (end.hi > page && is_open(e, &s) &&
		 e->flow->uf->options->level >= CONFIDENCE_POSSIBLE &&
		 state_upper(e->state, last) > page)
		report(e, &s, CONFIDENCE_POSSIBLE);
}
