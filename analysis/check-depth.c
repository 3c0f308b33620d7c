/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-depth: more nested stack mappings than the kernel has slots.
 *
 * What a callee needs on its own adds to what is live at the call. The count is
 * exact whatever the callees add up to: hence GMP.
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

/* How many stacked mappings are live. */
static unsigned long live(const struct state *s)
{
	unsigned long n = 0;
	unsigned int i;

	for (i = 0; i < s->nmaps; i++)
		n += s->maps[i].live && !s->maps[i].external &&
		     !s->maps[i].lost &&
		     known_family_stacked(s->maps[i].family);
	return n;
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
	mpz_init_set_ui(n, live(e->state));
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
