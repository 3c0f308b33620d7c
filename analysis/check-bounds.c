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

static void report(struct event *e, const struct span *s, enum confidence c)
{
	const char *how = e->write ? "write" : "read";
	const char *what = s->m ? event_name(e, s->m) : e->callee;
	const char *may = c == CONFIDENCE_POSSIBLE ? "may leave" : "leaves";
	int64_t len, at;

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
