/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-bad-unmap: the released address is not within the mapped page.
 *
 * Any address in the page will do; one past its last byte is another page. A
 * cursor that a library leaves at the end of what it filled stands there when
 * it filled the page.
 */
#include "event.h"
#include "flow.h"

static bool is_advance(void *closure, const struct sym *y, uint32_t number)
{
	(void)closure;
	(void)number;
	return y->kind == SYM_ADVANCE;
}

static void check_offset(struct event *e, const struct mapping *m)
{
	int64_t page = (int64_t)event_target(e)->page;
	ex off = event_offset(e, m, e->addr);
	struct range r = state_range(e->state, off);
	const char *name = event_name(e, m);

	if (r.lo >= page || r.hi < 0) {
		event_report(e, RULE_BAD, CONFIDENCE_CERTAIN, m, NULL,
			     r.lo == page && r.hi == page ?
			     "'%s' is given an address one past the page mapped as '%s'" :
			     "'%s' is given an address outside the page mapped as '%s'",
			     event_callee(e), name);
	} else if (r.hi == page ||
		   (r.hi > page &&
		    expr_any(e->state->es, off, is_advance, NULL))) {
		event_report(e, RULE_BAD, CONFIDENCE_LIKELY, m, NULL,
			     "'%s' is given an address which can stand one past the page mapped as '%s'",
			     event_callee(e), name);
	} else if (r.hi > page && off->n) {
		event_report(e, RULE_BAD, CONFIDENCE_POSSIBLE, m, NULL,
			     "'%s' is given an address which may be outside the page mapped as '%s'",
			     event_callee(e), name);
	}
}

/* Addresses that no mapping API gives. */
static bool never_mapped(struct event *e)
{
	const struct sym *root = e->addr->n ?
				 expr_root(e->state->es, e->addr, NULL) : NULL;
	const struct ir_insn *call;

	if (!e->addr->n)
		return true;
	if (!root)
		return false;
	if (root->kind == SYM_OBJECT || root->kind == SYM_GLOBAL)
		return true;
	call = (const struct ir_insn *)root->key;
	return root->kind == SYM_CALL && !root->x && call &&
	       call->op == IR_CALL && call->a.kind == IR_GLOBAL &&
	       known_effect(known_find(e->flow->uf->table, call->a.global),
			    KNOWN_ALLOCATES);
}

void check_bad_unmap(struct event *e)
{
	const struct mapping *m = e->mapping;

	if (e->kind != EVENT_RELEASE || e->family == KNOWN_KMAP)
		return;
	if (never_mapped(e)) {
		event_report(e, RULE_BAD, CONFIDENCE_CERTAIN, NULL, NULL,
			     "'%s' is given '%s', which was never mapped",
			     event_callee(e), event_value_name(e, e->addr));
		return;
	}
	if (m && m->live && !m->implied && !m->hi && e->addr != m->page)
		check_offset(e, m);
}
