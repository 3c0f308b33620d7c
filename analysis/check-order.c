/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-order: a stack mapping is released while a newer one is live.
 *
 * Slots are freed last-in first-out, so the release clears the newer mapping's
 * entry and leaves the older one behind.
 */
#include "event.h"
#include "flow.h"

/* The newest live mapping that was made after @m. */
static const struct mapping *newer(struct event *e, const struct mapping *m)
{
	const struct state *s = e->state;
	unsigned int i;

	for (i = s->nmaps; i-- > 0 && &s->maps[i] != m;)
		if (s->maps[i].live && !s->maps[i].lost &&
		    known_family_stacked(s->maps[i].family))
			return &s->maps[i];
	return NULL;
}

void check_order(struct event *e)
{
	const struct mapping *m = e->mapping, *n;

	if (e->kind != EVENT_RELEASE || !m || !m->live || m->lost ||
	    !known_family_stacked(m->family))
		return;
	n = newer(e, m);
	if (n)
		/* what callees keep in an object they may keep in order too */
		event_report(e, RULE_ORDER, m->parked && n->parked ?
			     CONFIDENCE_POSSIBLE : CONFIDENCE_CERTAIN, m, n,
			     "'%s' releases '%s' while the newer mapping '%s' is still live",
			     event_callee(e), event_name(e, m),
			     event_name(e, n));
}
