/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Path states: making, copying, and their mappings.
 */
#include <string.h>

#include "arena.h"
#include "segment.h"
#include "state.h"

struct state *state_new(struct arena *arena, struct exprs *es)
{
	struct state *s = ARENA_NEW(arena, struct state);

	s->arena = arena;
	s->es = es;
	return s;
}

static void *copy_array(struct arena *a, const void *from, size_t size,
			unsigned int n, unsigned int *cap)
{
	*cap = n;
	return n ? arena_dup(a, from, size * n) : NULL;
}

struct state *state_copy_to(struct arena *arena, const struct state *s)
{
	struct state *n = (struct state *)arena_dup(arena, s, sizeof(*s));

	n->arena = arena;
	n->live = (struct live *)copy_array(arena, s->live, sizeof(*s->live),
					    s->nlive, &n->cap_live);
	n->cells = (struct cell *)copy_array(arena, s->cells,
					     sizeof(*s->cells), s->ncells,
					     &n->cap_cells);
	n->facts = (struct fact *)copy_array(arena, s->facts,
					     sizeof(*s->facts), s->nfacts,
					     &n->cap_facts);
	n->maps = (struct mapping *)copy_array(arena, s->maps,
					       sizeof(*s->maps), s->nmaps,
					       &n->cap_maps);
	return n;
}

struct state *state_copy(const struct state *s)
{
	return state_copy_to(s->arena, s);
}

struct mapping *state_push(struct state *s, const struct mapping *m)
{
	s->maps = ARENA_GROW(s->arena, s->maps, s->nmaps, &s->cap_maps);
	s->maps[s->nmaps] = *m;
	return &s->maps[s->nmaps++];
}

struct mapping *state_push_below(struct state *s, const struct mapping *m)
{
	s->maps = ARENA_GROW(s->arena, s->maps, s->nmaps, &s->cap_maps);
	memmove(&s->maps[1], &s->maps[0], s->nmaps * sizeof(*s->maps));
	s->nmaps++;
	s->maps[0] = *m;
	return &s->maps[0];
}

static struct mapping *mapping_of_symbol(struct state *s, uint32_t sym)
{
	struct mapping *released = NULL;
	unsigned int i;

	for (i = s->nmaps; i-- > 0;) {
		if (s->maps[i].sym != sym)
			continue;
		if (s->maps[i].live)
			return &s->maps[i];
		if (!released)
			released = &s->maps[i];
	}
	return released;
}

struct mapping *state_mapping(struct state *s, ex addr)
{
	unsigned int hops = 0;
	bool called = false;

	while (addr && addr->n && expr_root(addr) && hops++ < 8) {
		const struct sym *root;
		struct mapping *m;
		uint32_t i;

		/* any term may be the mapping: p + (q - base) holds three */
		for (i = 0; i < addr->n; i++) {
			if (addr->t[i].coef != 1)
				continue;
			m = mapping_of_symbol(s, addr->t[i].sym);
			/* a call may have mapped anew what was released */
			if (m && (m->live || !called))
				return m;
		}
		root = expr_root(addr);
		if (root->kind == SYM_HAVOC ||
			 (root->kind == SYM_OP && (root->op == IR_AND ||
						   root->op == IR_OR)))
			addr = root->kind == SYM_HAVOC ? root->y : root->x;
		else
			return NULL;
		called = called || root->kind == SYM_HAVOC;
	}
	return NULL;
}

struct mapping *state_mapping_of_page(struct state *s, ex page, bool released)
{
	unsigned int i;

	for (i = s->nmaps; i-- > 0;)
		if (s->maps[i].page == page && s->maps[i].live == !released)
			return &s->maps[i];
	return NULL;
}

struct mapping *state_top(struct state *s)
{
	unsigned int i;

	for (i = s->nmaps; i-- > 0;)
		if (known_family_stacked(s->maps[i].family) &&
		    segment_is_live(s, &s->maps[i]))
			return &s->maps[i];
	return NULL;
}

struct mapping *state_atomic(struct state *s)
{
	unsigned int i;

	for (i = s->nmaps; i-- > 0;)
		if (known_family_atomic(s->maps[i].family) &&
		    segment_is_live(s, &s->maps[i]))
			return &s->maps[i];
	return NULL;
}

bool state_refers(const struct state *s, uint32_t sym)
{
	unsigned int i;

	for (i = 0; i < s->nlive; i++)
		if (expr_holds(s->es, s->live[i].val, sym))
			return true;
	for (i = 0; i < s->ncells; i++)
		if (expr_holds(s->es, s->cells[i].base, sym) ||
		    expr_holds(s->es, s->cells[i].val, sym))
			return true;
	for (i = 0; i < s->nmaps; i++)
		if ((s->maps[i].sym == sym && (s->maps[i].live ||
					       s->maps[i].external)) ||
		    expr_holds(s->es, s->maps[i].page, sym) ||
		    (s->maps[i].seg && segment_refers(s, s->maps[i].seg, sym)))
			return true;
	return false;
}

/* ---- forgetting ---- */

struct marks {
	struct state *s;
	uint64_t *set;
};

/* Mark the symbols of @e, also those inside operations, each once. */
static void mark(struct marks *m, ex e)
{
	uint32_t i;

	for (i = 0; e && i < e->n; i++) {
		uint32_t n = e->t[i].sym;
		const struct sym *y = expr_symbol(m->s->es, n);

		if (m->set[n / 64] >> (n % 64) & 1)
			continue;
		m->set[n / 64] |= UINT64_C(1) << (n % 64);
		mark(m, y->x);
		mark(m, y->y);
	}
}

/* What a call left in memory goes with what it returned. */
static bool left_memory(const struct state *s, const void *call)
{
	unsigned int i;

	for (i = 0; i < s->ncells; i++)
		if (s->cells[i].by && s->cells[i].by == call)
			return true;
	return false;
}

static bool is_unmarked(void *closure, const struct sym *y, uint32_t number)
{
	struct marks *m = (struct marks *)closure;

	if (y->kind == SYM_PARAM || y->kind == SYM_CELL ||
	    y->kind == SYM_GLOBAL || (y->kind == SYM_OP && y->x))
		return false;
	if (y->kind == SYM_HAVOC && y->y)
		return false;	/* can be loaded again */
	if ((y->kind == SYM_CALL || y->kind == SYM_HAVOC) &&
	    left_memory(m->s, y->key))
		return false;
	return !(m->set[number / 64] >> (number % 64) & 1);
}

static void mark_mapping(struct marks *m, const struct mapping *k)
{
	unsigned int i;

	mark(m, expr_of(m->s->es, k->sym));
	mark(m, k->page);
	if (!k->seg)
		return;
	mark(m, k->seg->lo);
	mark(m, k->seg->hi);
	for (i = 0; i < k->seg->ntracks; i++)
		mark(m, k->seg->t[i].base);
}

static bool is_rooted(const struct marks *m, ex e);

/* Can symbol @number be named: is a value of it at hand, or can it be loaded
 * again? (It recurs as mark() does: over what it was computed from.)
 */
static bool is_rooted_symbol(const struct marks *m, uint32_t number)
{
	const struct sym *y = expr_symbol(m->s->es, number);

	if (m->set[number / 64] >> (number % 64) & 1)
		return true;
	switch (y->kind) {
	case SYM_PARAM:
	case SYM_OBJECT:
	case SYM_GLOBAL:
		return true;
	case SYM_CALL:
		return y->x && is_rooted(m, y->x);
	case SYM_CELL:
	case SYM_HAVOC:
		return y->gen == 0 && y->x && is_rooted(m, y->x);
	case SYM_OP:
		return y->x && is_rooted(m, y->x) &&
		       (!y->y || is_rooted(m, y->y));
	default:
		return false;
	}
}

static bool is_rooted(const struct marks *m, ex e)
{
	uint32_t t;

	for (t = 0; t < e->n; t++)
		if (!is_rooted_symbol(m, e->t[t].sym))
			return false;
	return true;
}

/* Can the place of @c be named, or does it hold a mapping? */
static bool is_reachable(struct marks *m, const struct cell *c)
{
	unsigned int i;

	if (is_rooted(m, c->base))
		return true;
	for (i = 0; c->bits && i < m->s->nmaps; i++) {
		const struct mapping *k = &m->s->maps[i];

		if ((k->live || k->external) &&
		    (expr_holds(m->s->es, c->val, k->sym) ||
		     c->val == k->page))
			return true;
	}
	return false;
}

/* Mark what cells hold that can be reached; forget the others. */
static void mark_cells(struct marks *m, struct arena *scratch)
{
	struct state *s = m->s;
	bool *kept = ARENA_ARRAY(scratch, bool, s->ncells + 1), more = true;
	unsigned int i, n = 0;

	while (more) {
		more = false;
		for (i = 0; i < s->ncells; i++) {
			if (kept[i] || !is_reachable(m, &s->cells[i]))
				continue;
			kept[i] = more = true;
			mark(m, s->cells[i].base);
			mark(m, s->cells[i].val);
		}
	}
	for (i = 0; i < s->ncells; i++)
		if (kept[i])
			s->cells[n++] = s->cells[i];
	s->ncells = n;
}

static void mark_all(struct marks *m, struct arena *scratch)
{
	const struct state *s = m->s;
	unsigned int i;

	for (i = 0; i < s->nlive; i++)
		mark(m, s->live[i].val);
	for (i = 0; i < s->nmaps; i++) {
		if (!s->maps[i].live && !s->maps[i].external)
			continue;
		mark_mapping(m, &s->maps[i]);
	}
	mark_cells(m, scratch);
	for (i = 0; i < s->nmaps; i++)
		mark_mapping(m, &s->maps[i]);
}

/* A page that can be named again: a parameter or a field. */
static bool is_lasting(ex page)
{
	const struct sym *root = page && page->n ? expr_root(page) : NULL;

	return root && (root->kind == SYM_PARAM || root->kind == SYM_CELL);
}

void state_prune(struct state *s, struct arena *scratch)
{
	struct marks m = { s, NULL };
	unsigned int i, n = 0;

	segment_settle(s);
	m.set = ARENA_ARRAY(scratch, uint64_t, expr_symbols(s->es) / 64 + 1);
	mark_all(&m, scratch);
	for (i = 0; i < s->nmaps; i++) {
		const struct mapping *k = &s->maps[i];

		/* the mapping itself marked its symbol: count real uses */
		if (k->live || k->external || k->seg ||
		    state_refers(s, k->sym) ||
		    (k->family == KNOWN_KMAP && is_lasting(k->page)))
			s->maps[n++] = *k;
	}
	s->nmaps = n;
	for (i = n = 0; i < s->nfacts; i++)
		if (!expr_any(s->es, s->facts[i].key, is_unmarked, &m))
			s->facts[n++] = s->facts[i];
	if (n < s->nfacts)
		state_facts_keep(s, n);
}
