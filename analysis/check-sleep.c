/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-sleep: something that may sleep is called in a kmap_atomic region.
 *
 * Calls with gfp flags sleep when the flags hold __GFP_DIRECT_RECLAIM; flags
 * that are not known here do not count.
 */
#include "event.h"

static bool may_sleep(struct event *e)
{
	int64_t gfp;

	if (e->effect->what == KNOWN_SLEEPS)
		return true;
	return e->effect->what == KNOWN_SLEEPS_GFP && e->value &&
	       expr_is_const(e->value, &gfp) &&
	       ((uint64_t)gfp & event_target(e)->gfp_reclaim);
}

void check_sleep(struct event *e)
{
	const struct mapping *m;

	if (e->kind != EVENT_KNOWN || !may_sleep(e))
		return;
	m = state_atomic(e->state);
	if (m)
		event_report(e, RULE_SLEEP, e->chain ? CONFIDENCE_LIKELY :
			     CONFIDENCE_CERTAIN, m, NULL,
			     "'%s' may sleep while '%s' is mapped by '%s'",
			     event_callee(e), event_name(e, m),
			     known_family_name(m->family));
}
