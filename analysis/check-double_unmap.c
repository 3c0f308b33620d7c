/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-double-unmap: a mapping is released twice.
 */
#include "event.h"
#include "flow.h"

void check_double_unmap(struct event *e)
{
	const struct mapping *m = e->mapping;

	if (e->kind != EVENT_RELEASE || !m || m->live)
		return;
	/* in a loop the place may hold another mapping in the next round */
	event_report(e, RULE_DOUBLE, m->implied && e->flow->in_loop ?
		     CONFIDENCE_POSSIBLE : CONFIDENCE_CERTAIN, m, NULL,
		     "'%s' releases '%s', which was released before",
		     event_callee(e), event_name(e, m));
}
