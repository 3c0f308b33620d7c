/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-leak: a mapping is still live when its last holder goes.
 */
#include "event.h"
#include "flow.h"

void check_leak(struct event *e)
{
	const struct mapping *m = e->mapping;

	if (e->kind != EVENT_LEAK)
		return;
	if (e->lost)
		event_report(e, RULE_LEAK, CONFIDENCE_LIKELY, m, NULL,
			     "'%s', mapped by '%s', is lost while it is still live",
			     event_name(e, m), m->api);
	else
		event_report(e, RULE_LEAK, CONFIDENCE_CERTAIN, m, NULL,
			     "'%s', mapped by '%s', is still live when '%s' returns",
			     event_name(e, m), m->api, e->flow->func->name);
}
