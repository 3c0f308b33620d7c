/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-mismatch: a mapping is released by another API family, or its page is
 * given where the address is due, or the other way round.
 */
#include "event.h"
#include "flow.h"

/* Is mapping @m released by its own family? Where page tables can be in high
 * memory, pte_unmap() is a macro for the release of the family beneath it.
 */
static bool is_own_release(const struct event *e, const struct mapping *m)
{
	if (m->family == KNOWN_PTE &&
	    (e->family == KNOWN_LOCAL || e->family == KNOWN_ATOMIC))
		return e->flow->uf->unit->target.highpte;
	return m->family == e->family;
}

void check_mismatch(struct event *e)
{
	const struct mapping *m = e->mapping;

	if (e->kind != EVENT_RELEASE || !m || !m->live || m->external)
		return;
	/* of a segment, the element was found by its page or its address */
	if (e->family == KNOWN_KMAP && !m->seg && m->page != e->addr) {
		event_report(e, RULE_MISMATCH, CONFIDENCE_CERTAIN, m, NULL,
			     "'%s' is given the address '%s'; it takes the page",
			     event_callee(e), event_name(e, m));
	} else if (e->family != KNOWN_KMAP && !m->seg && m->page == e->addr) {
		event_report(e, RULE_MISMATCH, CONFIDENCE_CERTAIN, m, NULL,
			     "'%s' is given the page '%s'; it takes the address",
			     event_callee(e), event_value_name(e, e->addr));
	} else if (!is_own_release(e, m)) {
		event_report(e, RULE_MISMATCH, CONFIDENCE_CERTAIN, m, NULL,
			     "'%s' was mapped by '%s' but is released by '%s'",
			     event_name(e, m), m->api, event_callee(e));
	}
}
