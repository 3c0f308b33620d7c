/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-order: a stack mapping is released while a newer one is live.
 *
 * Slots are freed last-in first-out, so the release clears the newer mapping's
 * entry and leaves the older one behind.
 */
#include "event.h"
#include "flow.h"
#include "segment.h"

/* The newest live mapping that was made after @m; itself, when that is a
 * segment of which newer elements are live.
 */
static const struct mapping *newer(struct event *e, const struct mapping *m)
{
	const struct state *s = e->state;
	unsigned int i;

	for (i = s->nmaps; i-- > 0 && (&s->maps[i] != m || m->seg);)
		if (known_family_stacked(s->maps[i].family) &&
		    (&s->maps[i] == m ? e->below :
		     segment_is_newer(s, m, &s->maps[i])))
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
