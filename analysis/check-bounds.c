/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-bounds: an access leaves the one page that is mapped.
 *
 * Told when the access provably ends behind the page or begins before it; as
 * possible when its length or offset has no bound that keeps it inside.
 */
#include "event.h"
#include "flow.h"

static void report(struct event *e, const struct mapping *m, enum confidence c,
		   ex off)
{
	const char *how = e->write ? "write" : "read";
	int64_t len, at;

	if (expr_is_const(e->length, &len) && expr_is_const(off, &at))
		event_report(e, RULE_BOUNDS, c, m, NULL,
			     "%s of %lld bytes at offset %lld of '%s' leaves the mapped page",
			     how, (long long)len, (long long)at,
			     event_name(e, m));
	else
		event_report(e, RULE_BOUNDS, c, m, NULL,
			     "%s of '%s' %s the mapped page", how,
			     event_name(e, m), c == CONFIDENCE_POSSIBLE ?
			     "may leave" : "leaves");
}

/* A folio that is not in high memory is mapped whole, and code that has asked
 * may go on behind its first page.
 */
static bool is_folio(struct event *e, const struct mapping *m)
{
	return known_effect(known_find(e->flow->uf->table, m->api),
			    KNOWN_MAPS_AT) != NULL;
}

void check_bounds(struct event *e)
{
	int64_t page = (int64_t)event_target(e)->page;
	const struct mapping *m;
	struct range end, at, len;
	ex off, last;

	if (e->kind != EVENT_ACCESS || !e->length)
		return;
	m = event_mapping(e, e->addr);
	if (!m || !expr_root(e->addr) || !m->live || m->implied ||
	    m->family == KNOWN_PTE ||
	    m->sym != expr_root(e->addr)->number)
		return;
	off = event_offset(e, m, e->addr);
	at = state_range(e->state, off);
	last = expr_add(e->state->es, off, e->length);
	end = state_range(e->state, last);
	len = state_range(e->state, e->length);
	if (len.hi <= 0)
		return;
	if ((end.lo > page && at.lo >= 0 && end.lo != INT64_MAX) || at.hi < 0)
		report(e, m, event_related(e, off) || is_folio(e, m) ?
		       CONFIDENCE_POSSIBLE : CONFIDENCE_CERTAIN, off);
	else if (end.hi > page && (e->length->n || off->n > 0) && e->callee &&
		 e->flow->uf->options->level >= CONFIDENCE_POSSIBLE &&
		 state_upper(e->state, last) > page)
		report(e, m, CONFIDENCE_POSSIBLE, off);
}
