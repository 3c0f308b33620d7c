/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-fault: a user access that needs page faults is made while kmap_atomic
 * has them off, and nobody looks at whether it was cut short.
 */
#include "event.h"

void check_fault(struct event *e)
{
	const struct mapping *m;

	if (e->kind != EVENT_KNOWN || e->effect->what != KNOWN_FAULTS ||
	    !e->unused)
		return;
	m = state_atomic(e->state);
	if (m)
		event_report(e, RULE_FAULT, CONFIDENCE_CERTAIN, m, NULL,
			     "'%s' may be cut short while '%s' is mapped by '%s', and its result is not checked",
			     event_callee(e), event_name(e, m),
			     known_family_name(m->family));
}
