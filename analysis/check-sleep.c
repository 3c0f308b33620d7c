/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-sleep: something that may sleep is called in a kmap_atomic region.
 *
 * Calls with gfp flags sleep when the flags hold __GFP_DIRECT_RECLAIM; flags
 * that are not known here do not count. What a function releases for its caller
 * was mapped from the beginning: what slept before counts as well.
 */
#include <string.h>

#include "arena.h"
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

static bool is_release(const struct event *e, const struct ir_insn *in)
{
	return in && in->a.kind == IR_GLOBAL &&
	       known_effect(known_find(e->flow->uf->table, in->a.global),
			    KNOWN_RELEASES);
}

/* Is it a release that sleeps, in a callee? What it releases its data tell, and
 * whether that can be there in an atomic region.
 */
static bool is_callees_release(struct event *e)
{
	const struct step *st = e->chain;

	while (st && st->prev)
		st = st->prev;
	return st && is_release(e, st->insn);
}

static void report(struct event *e, enum confidence c, const struct mapping *m)
{
	event_report(e, RULE_SLEEP, c, m, NULL,
		     "'%s' may sleep while '%s' is mapped by '%s'",
		     event_callee(e), event_name(e, m),
		     known_family_name(m->family));
}

/* Was the address there when the function began? Of what is in global memory
 * that is not known.
 */
static bool is_arguments(const struct event *e, const struct mapping *m)
{
	const struct sym *y = expr_symbol(e->flow->es, m->sym);
	unsigned int hops;

	for (hops = 0; y && y->kind == SYM_CELL && hops < 8; hops++)
		y = expr_root(y->x);
	return y && y->kind == SYM_PARAM;
}

/* Is mapping @m, released now, one that was there when @sl slept? A mapping of
 * our caller was there all the time. What a callee left somewhere was there as
 * far as we know; that the function releases it by itself shows it.
 */
static bool was_there(const struct event *e, const struct slept *sl,
		      const struct mapping *m)
{
	unsigned int i;

	if (!m || !m->live || !known_family_atomic(m->family))
		return false;
	if (m->external)
		return true;
	if (!m->parked || !is_release(e, e->insn))
		return false;
	for (i = 0; i < SLEPT_WITH; i++)
		if (sl->with[i] == m->sym)
			return true;
	return false;
}

/* Remember the atomic mappings that @sl slept with. */
static void note_mappings(const struct state *s, struct slept *sl)
{
	unsigned int i, n = 0;

	for (i = 0; i < SLEPT_WITH; i++)
		sl->with[i] = 0;
	for (i = 0; i < s->nmaps && n < SLEPT_WITH; i++)
		if (s->maps[i].live && known_family_atomic(s->maps[i].family))
			sl->with[n++] = s->maps[i].sym;
}

/* The first call that slept is remembered, and each with a mapping that is
 * @parked.
 */
static void note(struct event *e, bool parked)
{
	struct slept *sl;

	if ((e->state->slept && !parked) || is_callees_release(e))
		return;
	sl = ARENA_NEW(e->flow->arena, struct slept);
	note_mappings(e->state, sl);
	sl->insn = e->insn;
	sl->callee = e->callee;
	sl->effect = e->effect;
	sl->chain = e->chain;
	e->state->slept = sl;
}

/* Does nothing stand between the call that slept and this release but what the
 * table tells of? Then it slept with the mapping, whatever led here.
 */
static bool is_right_before(const struct event *e, const struct slept *sl)
{
	const struct ir_func *f = e->flow->func;
	const struct ir_block *b = &f->blocks[e->flow->block];
	const struct ir_insn *in;
	unsigned int i;

	for (i = 0; i < b->ninsns && b->insns[i] != sl->insn; i++)
		;
	for (i++; i < b->ninsns; i++) {
		in = b->insns[i];
		if (in == e->insn)
			return is_release(e, in);
		if (in->op == IR_CALL &&
		    (in->a.kind != IR_GLOBAL ||
		     !known_find(e->flow->uf->table, in->a.global)))
			return false;
	}
	return false;
}

/* A release shows what was mapped when something slept. */
static void look_back(struct event *e)
{
	const struct slept *sl = e->state->slept;
	struct state seen = *e->state;
	struct event then = *e;
	struct step st;
	bool sure;

	if (!sl || !was_there(e, sl, e->mapping))
		return;
	memset(&st, 0, sizeof(st));
	st.prev = seen.path;
	st.kind = STEP_RELEASE;
	st.func = e->flow->func;
	st.loc = e->loc;
	st.sym = e->mapping->sym;
	st.insn = e->insn;
	seen.path = &st;
	then.kind = EVENT_KNOWN;
	then.state = &seen;
	then.insn = sl->insn;
	then.loc = sl->insn->loc;
	then.callee = sl->callee;
	then.effect = sl->effect;
	then.chain = sl->chain;
	sure = is_right_before(e, sl);
	if (sure) {
		seen.widened = false;
		seen.confidence = CONFIDENCE_CERTAIN;
	}
	report(&then, sure || !e->mapping->external ||
	       is_arguments(e, e->mapping) ?
	       CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE, e->mapping);
}

void check_sleep(struct event *e)
{
	const struct mapping *m;

	if (e->kind == EVENT_RELEASE)
		look_back(e);
	if (e->kind != EVENT_KNOWN || !may_sleep(e))
		return;
	m = state_atomic(e->state);
	if (!m || m->parked)
		note(e, m != NULL);
	if (m)
		report(e, m->parked || is_callees_release(e) ?
		       CONFIDENCE_POSSIBLE :
		       e->chain ? CONFIDENCE_LIKELY : CONFIDENCE_CERTAIN, m);
}
