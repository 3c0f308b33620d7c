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
#include "segment.h"

/* With DEBUG_KMAP_LOCAL every second slot is a guard. */
static unsigned int slots(struct event *e)
{
	const struct ir_target *t = event_target(e);

	return t->kmax > 16 ? t->kmax / 2 : t->kmax;
}

struct count {
	unsigned long n;		/* at most */
	enum confidence best;
	const struct mapping *unbounded; /* a segment without a bound */
};

/* How many elements a local array has room for; NO_BOUND: it is not one. */
static int64_t room(struct event *e, const struct mapping *m)
{
	const struct ir_func *f = e->flow->func;
	const struct track *t = &m->seg->t[0];
	const struct sym *y = m->seg->ntracks ? expr_root(t->base) : NULL;

	if (!y || y->kind != SYM_OBJECT || y->key != f)
		return NO_BOUND;
	return (int64_t)f->objects[y->id].size /
	       (t->stride < 0 ? -t->stride : t->stride);
}

/* An array that is reached by its own address can be of any length; one in a
 * structure has a length that its user may go by.
 */
static bool is_member(const struct mapping *m)
{
	return !m->seg->ntracks || m->seg->t[0].base->c;
}

/* The most elements of segment @m: what bounds its loop, or its array. What is
 * not said in so many words counts only if it is below @have.
 */
static void count_elements(struct event *e, const struct mapping *m,
			   unsigned int have, struct count *c)
{
	int64_t size = room(e, m), n;
	enum confidence best = CONFIDENCE_LIKELY;
	bool said;

	n = segment_most(e->state, m, e->flow->func, &said);
	if (n != NO_BOUND && n == segment_count(e->state, m).lo)
		best = CONFIDENCE_CERTAIN;
	else if (!said)
		best = CONFIDENCE_POSSIBLE;
	if (size != NO_BOUND && (n == NO_BOUND || n > size)) {
		n = size;
		best = CONFIDENCE_POSSIBLE;
	}
	if (n == NO_BOUND || (!said && n > (int64_t)have)) {
		c->unbounded = m;
		if (is_member(m))
			best = CONFIDENCE_POSSIBLE;
	} else if (n > 0) {
		c->n += (unsigned long)n;
	}
	if (best > c->best)
		c->best = best;
}

/* How many stacked mappings are live? */
static struct count count_live(struct event *e, unsigned int have)
{
	const struct state *s = e->state;
	struct count c = { 0, CONFIDENCE_CERTAIN, NULL };
	unsigned int i;

	for (i = 0; i < s->nmaps; i++) {
		const struct mapping *m = &s->maps[i];

		if (!m->live || m->external || m->lost ||
		    !known_family_stacked(m->family))
			continue;
		if (m->seg)
			count_elements(e, m, have, &c);
		else
			c.n++;
	}
	return c;
}

static void report(struct event *e, const mpz_t n, enum confidence best,
		   unsigned int have)
{
	char *text = mpz_get_str(NULL, 10, n);

	event_report(e, RULE_DEPTH, best, state_top(e->state), NULL,
		     "%s mappings are nested here, but the kernel has %u slots",
		     text, have);
	free(text);
}

void check_depth(struct event *e)
{
	unsigned int have = slots(e), *most = &e->flow->summary->depth;
	unsigned long more = 0;
	struct count c;
	mpz_t n;

	if (e->kind == EVENT_KNOWN && e->effect->what == KNOWN_TRANSIENT)
		more = (unsigned long)e->effect->arg;
	else if (e->kind == EVENT_NEST)
		more = e->slots;
	else if (e->kind != EVENT_MAP ||
		 !known_family_stacked(e->mapping->family))
		return;
	c = count_live(e, have);
	if (c.unbounded) {
		/* told where the loop maps, not at what comes after it */
		if (e->kind != EVENT_MAP ||
		    e->mapping->site != c.unbounded->site)
			return;
		event_report(e, RULE_DEPTH, c.best, c.unbounded, NULL,
			     "mappings nest here without a bound");
		return;
	}
	mpz_init_set_ui(n, c.n);
	if (e->kind == EVENT_NEST && !more && mpz_sgn(n) > 0)
		event_report(e, RULE_DEPTH, CONFIDENCE_LIKELY,
			     state_top(e->state), NULL,
			     "mappings nest here without a bound");
	mpz_add_ui(n, n, more);
	if (mpz_cmp_ui(n, have) > 0)
		report(e, n, c.best, have);
	else if (mpz_cmp_ui(n, *most) > 0)
		*most = (unsigned int)mpz_get_ui(n);
	mpz_clear(n);
}
