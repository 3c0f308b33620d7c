/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-depth: more nested stack mappings than the kernel has slots.
 *
 * A group (an array filled in a loop) counts with the number of its elements,
 * which can be larger than any machine integer holds once counts of several
 * groups add up: hence GMP.
 */
#include <gmp.h>
#include <stdlib.h>

#include "event.h"
#include "flow.h"

/* With DEBUG_KMAP_LOCAL every second slot is a guard. */
static unsigned int slots(struct event *e)
{
	const struct ir_target *t = event_target(e);

	return t->kmax > 16 ? t->kmax / 2 : t->kmax;
}

/* Add what is surely live to @n. */
static void count(struct event *e, mpz_t n)
{
	const struct state *s = e->state;
	unsigned int i;
	mpz_t k;

	mpz_init(k);
	for (i = 0; i < s->nmaps; i++) {
		const struct mapping *m = &s->maps[i];
		struct range r;

		if (!m->live || m->external || m->lost ||
		    !known_family_stacked(m->family))
			continue;
		if (!m->hi) {
			mpz_add_ui(n, n, 1);
			continue;
		}
		r = state_range(s, expr_sub(s->es, m->hi, m->lo));
		if (r.lo > 0) {
			mpz_set_ui(k, (unsigned long)r.lo);
			mpz_add(n, n, k);
		}
	}
	mpz_clear(k);
}

static void report(struct event *e, const mpz_t n, unsigned int have)
{
	char *text = mpz_get_str(NULL, 10, n);

	event_report(e, RULE_DEPTH, CONFIDENCE_CERTAIN, state_top(e->state),
		     NULL,
		     "%s mappings are nested here, but the kernel has %u slots",
		     text, have);
	free(text);
}

void check_depth(struct event *e)
{
	unsigned int have = slots(e), *most = &e->flow->summary->depth;
	unsigned long more = 0;
	mpz_t n;

	if (e->kind == EVENT_KNOWN && e->effect->what == KNOWN_TRANSIENT)
		more = (unsigned long)e->effect->arg;
	else if (e->kind == EVENT_NEST)
		more = e->slots;
	else if (e->kind != EVENT_MAP ||
		 !known_family_stacked(e->mapping->family))
		return;
	mpz_init(n);
	count(e, n);
	if (e->kind == EVENT_NEST && !more && mpz_sgn(n) > 0)
		event_report(e, RULE_DEPTH, CONFIDENCE_LIKELY,
			     state_top(e->state), NULL,
			     "mappings nest here without a bound");
	mpz_add_ui(n, n, more);
	if (mpz_cmp_ui(n, have) > 0)
		report(e, n, have);
	else if (mpz_cmp_ui(n, *most) > 0)
		*most = (unsigned int)mpz_get_ui(n);
	mpz_clear(n);
}
