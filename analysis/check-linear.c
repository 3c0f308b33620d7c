/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-linear: a mapped address is used as a linear-map address, or the linear
 * address is asked of a page that is only mapped temporarily.
 */
#include "event.h"

static void check_page_address(struct event *e)
{
	const struct mapping *m = state_mapping_of_page(e->state, e->addr,
							false);
	unsigned int i;

	if (!m || m->family == KNOWN_KMAP || m->family == KNOWN_PTE)
		return;
	/* kmap() of the same page makes its address known */
	for (i = 0; i < e->state->nmaps; i++)
		if (e->state->maps[i].live &&
		    e->state->maps[i].page == e->addr &&
		    e->state->maps[i].family == KNOWN_KMAP)
			return;
	event_report(e, RULE_LINEAR, CONFIDENCE_LIKELY, m, NULL,
		     "'%s' of '%s', which is mapped only by '%s'",
		     event_callee(e), event_value_name(e, e->addr), m->api);
}

void check_linear(struct event *e)
{
	const struct mapping *m;

	if (e->kind != EVENT_KNOWN || !e->addr || !e->addr->n)
		return;
	if (e->effect->what == KNOWN_PAGE_ADDRESS)
		check_page_address(e);
	if (e->effect->what != KNOWN_LINEAR)
		return;
	m = event_mapping(e, e->addr);
	if (m && m->live)
		event_report(e, RULE_LINEAR, CONFIDENCE_CERTAIN, m, NULL,
			     "'%s' takes '%s' for a linear-map address",
			     event_callee(e), event_name(e, m));
}
