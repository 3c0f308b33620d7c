/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-escape: a thread-local mapping reaches another context: it is stored in
 * static storage, or in an object that is handed to work, a timer, RCU, an
 * interrupt, another thread or another CPU.
 */
#include "event.h"

static const struct mapping *own_mapping(struct event *e, ex v)
{
	const struct mapping *m = v && v->n ? event_mapping(e, v) : NULL;

	return m && m->live && m->family != KNOWN_KMAP ? m : NULL;
}

static void check_static(struct event *e)
{
	const struct mapping *m = own_mapping(e, e->value);
	const struct sym *root = m && e->addr->n ?
				 expr_root(e->addr) : NULL;

	if (root && root->kind == SYM_GLOBAL)
		event_report(e, RULE_ESCAPE, CONFIDENCE_CERTAIN, m, NULL,
			     "'%s', a mapping of this thread alone, is stored in static storage '%s'",
			     event_name(e, m), root->name);
}

/* A mapping in the object that @addr points into, or @addr itself. */
static const struct mapping *in_object(struct event *e, ex addr)
{
	const struct state *s = e->state;
	const struct mapping *m = own_mapping(e, addr);
	const struct sym *root = addr->n ? expr_root(addr) : NULL;
	unsigned int i;

	for (i = 0; !m && root && i < s->ncells; i++)
		if (s->cells[i].bits &&
		    expr_root(s->cells[i].base) == root)
			m = own_mapping(e, s->cells[i].val);
	return m;
}

void check_escape(struct event *e)
{
	const struct mapping *m;

	if (e->kind == EVENT_STORE)
		check_static(e);
	if (e->kind != EVENT_KNOWN || e->effect->what != KNOWN_HANDS_OVER ||
	    !e->addr)
		return;
	m = in_object(e, e->addr);
	if (m)
		event_report(e, RULE_ESCAPE, CONFIDENCE_CERTAIN, m, NULL,
			     "'%s', a mapping of this thread alone, reaches another context through '%s'",
			     event_name(e, m), e->callee);
}
