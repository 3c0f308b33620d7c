/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-sleep: something that may sleep is called in a kmap_atomic region.
 *
 * Calls with gfp flags sleep when the flags hold __GFP_DIRECT_RECLAIM; flags
 * that are not known here do not count.
 */
#include "event.h"
#include "flow.h"

/* Is @bit surely set in @v, also as a part of "flags | bit"? */
static bool has_bit(struct event *e, ex v, uint64_t bit)
{
	const struct sym *y;
	int64_t c;

	if (!v || expr_is_const(v, &c))
		return v && ((uint64_t)c & bit);
	y = expr_is_sym(e->state->es, v, &c);
	return y && c == 0 && y->kind == SYM_OP && y->op == IR_OR && y->y &&
	       expr_is_const(y->y, &c) && ((uint64_t)c & bit);
}

static bool may_sleep(struct event *e)
{
	if (e->effect->what == KNOWN_SLEEPS)
		return true;
	return e->effect->what == KNOWN_SLEEPS_GFP &&
	       has_bit(e, e->value, event_target(e)->gfp_reclaim);
}

/* Is it a release that sleeps, in a callee? What it releases its data tell, and
 * whether that can be there in an atomic region.
 */
static bool is_callees_release(struct event *e)
{
	const struct step *st = e->chain;

	while (st && st->prev)
		st = st->prev;
	return st && st->insn && st->insn->a.kind == IR_GLOBAL &&
	       known_effect(known_find(e->flow->uf->table, st->insn->a.global),
			    KNOWN_RELEASES);
}

void check_sleep(struct event *e)
{
	const struct mapping *m;

	if (e->kind != EVENT_KNOWN || !may_sleep(e))
		return;
	m = state_atomic(e->state);
	if (m)
		event_report(e, RULE_SLEEP,
			     m->parked || is_callees_release(e) ?
			     CONFIDENCE_POSSIBLE :
			     e->chain ? CONFIDENCE_LIKELY : CONFIDENCE_CERTAIN,
			     m, NULL,
			     "'%s' may sleep while '%s' is mapped by '%s'",
			     event_callee(e), event_name(e, m),
			     known_family_name(m->family));
}
