/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-use-after-unmap: a mapping is read, written, passed on or returned
 * after its release.
 */
#include "event.h"
#include "flow.h"

/* The released stack mapping that @addr points into, or NULL. */
static const struct mapping *released(struct event *e, ex addr)
{
	const struct sym *root = addr && addr->n ?
				 expr_root(addr) : NULL;
	const struct mapping *m = root ? event_mapping(e, addr) : NULL;

	if (!m || m->live || m->sym != root->number)
		return NULL;
	return m;
}

void check_use_after_unmap(struct event *e)
{
	ex addr = e->kind == EVENT_ACCESS ? e->addr : e->value;
	const struct mapping *m;

	if (e->kind != EVENT_ACCESS && e->kind != EVENT_PASS &&
	    e->kind != EVENT_RETURN)
		return;
	m = addr ? released(e, addr) : NULL;
	if (!m || (m->external && e->kind != EVENT_ACCESS))
		return;
	/* in a loop the place may hold another mapping in the next round */
	if (m->implied && e->flow->in_loop)
		return;
	if (e->kind == EVENT_PASS)
		event_report(e, RULE_USE, CONFIDENCE_LIKELY, m, NULL,
			     "'%s' is passed to '%s' after its release",
			     event_name(e, m), e->callee ? e->callee :
			     "a function");
	else
		event_report(e, RULE_USE, CONFIDENCE_CERTAIN, m, NULL,
			     "'%s' is %s after its release", event_name(e, m),
			     e->kind == EVENT_RETURN ? "returned" :
			     e->write ? "written" : "read");
}
