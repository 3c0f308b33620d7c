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
	event_report(e, RULE_LEAK, CONFIDENCE_CERTAIN, m, NULL,
		     "'%s', mapped by '%s', is still live when '%s' returns",
		     event_name(e, m), m->api, e->flow->func->name);
}
